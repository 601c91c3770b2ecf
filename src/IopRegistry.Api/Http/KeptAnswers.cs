using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace IopRegistry.Api.Http;

/// <summary>
/// Answers as they were last written, so that what nobody has changed is not read, put together and written again for every
/// reader. Nothing here is trusted by itself: a slice asks the database first, in one small query, what the caller may see
/// and which state of it stands, and uses what is kept only for that very state.
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

    /// <param name="address">Absolute, because links are.</param>
    /// <param name="view">Everything else that the answer depends on: who reads, on which day, in which language.</param>
    /// <param name="state">The state that stands now.</param>
    /// <returns>Null when nothing is kept, or only of another state.</returns>
    public byte[]? Find<TState>(string address, string view, TState state)
        where TState : IEquatable<TState> =>
        _cache.TryGetValue<Kept<TState>>((address, view), out var kept) && kept!.State.Equals(state) ? kept.Json : null;

    /// <summary>Whether asking for the state may save anything.</summary>
    public bool Has(string address, string view) => _cache.TryGetValue((address, view), out _);

    /// <returns>The answer as it is kept.</returns>
    public byte[] Keep<TState, T>(string address, string view, TState state, T answer)
        where TState : IEquatable<TState>
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(answer, _json);
        _cache.Set(
            (address, view),
            new Kept<TState>(state, written),
            new MemoryCacheEntryOptions { Size = written.Length, SlidingExpiration = Unread }
        );
        return written;
    }

    public void Dispose() => _cache.Dispose();

    private sealed record Kept<TState>(TState State, byte[] Json);
}
