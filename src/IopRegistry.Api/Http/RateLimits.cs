using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace IopRegistry.Api.Http;

/// <summary>
/// A fixed window per client, or per address for those not signed in and for everybody who signs in. Written here because
/// the framework's limiters cannot say when a window ends, and the headers must say so on every answer
/// (draft-ietf-httpapi-ratelimit-headers). One dictionary look-up and one increment per call.
/// </summary>
internal sealed class RateLimits(RequestDelegate next, RateCounters counters, IOptions<RateLimitOptions> options)
{
    private readonly bool _enabled = options.Value.Enabled;
    private readonly Policy _signedIn = new("default", options.Value.PermitLimit, options.Value);
    private readonly Policy _anonymous = new("default", options.Value.AnonymousPermitLimit, options.Value);
    private readonly Policy _signIn = new("sign-in", options.Value.SignInPermitLimit, options.Value);

    public Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (!_enabled || metadata?.GetMetadata<NotRateLimited>() is not null)
        {
            return next(context);
        }

        var (policy, caller) =
            metadata?.GetMetadata<ThrottledSignIn>() is not null
                ? (_signIn, $"sign-in {AddressOf(context.Connection.RemoteIpAddress)}")
            : context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } client ? (_signedIn, client)
            : (_anonymous, AddressOf(context.Connection.RemoteIpAddress));
        var (used, seconds) = counters.Count(caller, policy.Limit);

        var headers = context.Response.Headers;
        headers["RateLimit-Policy"] = policy.Header;
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{policy.Name}\";r={Math.Max(0, policy.Limit - used)};t={seconds}"
        );
        return used > policy.Limit
            ? Edge.WriteAsync(
                context,
                Refusal.Of(ProblemKinds.TooManyRequests) with
                {
                    RetryAfter = TimeSpan.FromSeconds(seconds),
                }
            )
            : next(context);
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

    private sealed class Policy(string name, int limit, RateLimitOptions options)
    {
        public string Name => name;

        public int Limit => limit;

        public StringValues Header { get; } =
            string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit};w={options.WindowSeconds}");
    }
}
