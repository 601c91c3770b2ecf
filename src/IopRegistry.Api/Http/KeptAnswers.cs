using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace IopRegistry.Api.Http;

/// <summary>
/// Answers as they were last written, so that what nobody has changed is not read, put together and written again for every
/// reader. Nothing here is trusted by itself: a slice asks the database first, in one small query, whether the caller may
/// see the resource and which state of it stands, and uses what is kept only for that very state.
/// </summary>
internal sealed class KeptAnswers(IOptions<JsonOptions> json, IConfiguration configuration) : IDisposable
{
    /// <summary>Configuration key: how much memory they may take; 0 keeps nothing.</summary>
    public const string MegabytesKey = "KeptAnswers:Megabytes";

    /// <summary>Some thousands of agreements; the rest is read anew.</summary>
    private const int DefaultMegabytes = 64;

    private static readonly TimeSpan Unread = TimeSpan.FromMinutes(30);

    private readonly JsonSerializerOptions _json = json.Value.SerializerOptions;
    private readonly MemoryCache _cache = new(
        new MemoryCacheOptions { SizeLimit = configuration.GetValue(MegabytesKey, DefaultMegabytes) * 1024L * 1024 }
    );

    /// <summary>An answer, and the state of the resource that it shows.</summary>
    public sealed record Kept<TState, T>(TState State, Tagged<T> Answer);

    /// <param name="address">Absolute, because links are.</param>
    /// <param name="view">Everything else that the answer depends on: who reads, on which day, in which language.</param>
    public Kept<TState, T>? Find<TState, T>(string address, string view) =>
        _cache.TryGetValue<Kept<TState, T>>((address, view), out var kept) ? kept : null;

    public Tagged<T> Keep<TState, T>(string address, string view, TState state, Tagged<T> answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer.Body, _json);
        var written = answer.Written(body);
        _cache.Set(
            (address, view),
            new Kept<TState, T>(state, written),
            new MemoryCacheEntryOptions { Size = body.Length, SlidingExpiration = Unread }
        );
        return written;
    }

    public void Dispose() => _cache.Dispose();
}
