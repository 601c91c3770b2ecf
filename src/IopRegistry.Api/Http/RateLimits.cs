using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace IopRegistry.Api.Http;

/// <summary>Configuration section RateLimit.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>False switches limits and their headers off.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Calls per window for a client that is signed in.</summary>
    public int PermitLimit { get; set; } = 600;

    /// <summary>Calls per window for an address that is not.</summary>
    public int AnonymousPermitLimit { get; set; } = 60;

    public int WindowSeconds { get; set; } = 60;
}

/// <summary>Endpoint metadata: never limited (health probes).</summary>
public sealed class NotRateLimited;

/// <summary>
/// A fixed window per client, or per address for those not signed in, counted on this node. Written here because the
/// framework's limiters cannot say when a window ends, and the headers must say so on every answer
/// (draft-ietf-httpapi-ratelimit-headers). One dictionary look-up and one increment per call.
/// </summary>
internal sealed class RateLimits(RequestDelegate next, IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    private readonly RateLimitOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly StringValues _policy = PolicyOf(options.Value.PermitLimit, options.Value.WindowSeconds);
    private readonly StringValues _anonymousPolicy = PolicyOf(
        options.Value.AnonymousPermitLimit,
        options.Value.WindowSeconds
    );

    private long _nextSweep;

    public Task InvokeAsync(HttpContext context)
    {
        if (!_options.Enabled || context.GetEndpoint()?.Metadata.GetMetadata<NotRateLimited>() is not null)
        {
            return next(context);
        }

        var client = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        var limit = client is null ? _options.AnonymousPermitLimit : _options.PermitLimit;
        var (used, seconds) = Count(client ?? AddressOf(context.Connection.RemoteIpAddress));

        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = client is null ? _anonymousPolicy : _policy;
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"default\";r={Math.Max(0, limit - used)};t={seconds}"
        );
        return used > limit
            ? Edge.WriteAsync(
                context,
                Refusal.Of(ProblemKinds.TooManyRequests) with
                {
                    RetryAfter = TimeSpan.FromSeconds(seconds),
                }
            )
            : next(context);
    }

    private (int Used, long SecondsLeft) Count(string client)
    {
        var now = (long)clock.GetElapsedTime(0).TotalMilliseconds;
        var length = _options.WindowSeconds * 1000L;
        if (!_windows.TryGetValue(client, out var window) || now >= window.Ends)
        {
            Sweep(now, length);
            window = _windows.AddOrUpdate(
                client,
                static (_, span) => new Window(span),
                static (_, current, span) => current.Ends <= span.Now ? new Window(span) : current,
                (Now: now, Ends: now + length)
            );
        }

        return (Interlocked.Increment(ref window.Used), Math.Max(1, (window.Ends - now + 999) / 1000));
    }

    /// <summary>Forgets windows that are over, at most once per window, so that passers-by cost no memory.</summary>
    private void Sweep(long now, long length)
    {
        var due = Interlocked.Read(ref _nextSweep);
        if (
            _windows.Count < SweepAbove
            || now < due
            || Interlocked.CompareExchange(ref _nextSweep, now + length, due) != due
        )
        {
            return;
        }

        foreach (var (client, window) in _windows)
        {
            if (now >= window.Ends)
            {
                _windows.TryRemove(new KeyValuePair<string, Window>(client, window));
            }
        }
    }

    /// <summary>An IPv6 customer has a whole /64 to call from; it counts as one.</summary>
    private static string AddressOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static StringValues PolicyOf(int limit, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"\"default\";q={limit};w={seconds}");

    private sealed class Window((long Now, long Ends) span)
    {
        public readonly long Ends = span.Ends;
        public int Used;
    }
}
