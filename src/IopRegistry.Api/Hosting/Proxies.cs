using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace IopRegistry.Api.Hosting;

/// <summary>
/// <c>Proxy:Addresses</c>: the proxies in front of the product, as addresses or networks (10.0.0.7, 10.1.0.0/16). What they
/// say of the caller (X-Forwarded-For, -Proto and -Host) is believed; what anybody else says is not.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Proxy:Addresses";

    /// <exception cref="StartupException">When something there is no address.</exception>
    public static IReadOnlyList<IPNetwork> From(IConfiguration configuration) =>
        [
            .. (configuration[Setting] ?? "")
                .Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Concat(configuration.GetSection(Setting).GetChildren().Select(child => child.Value ?? ""))
                .Select(Parse),
        ];

    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var proxies = From(configuration);
        return services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders =
                proxies.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor
                        | ForwardedHeaders.XForwardedProto
                        | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null; // as many as are known, one after the other
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
            {
                forwarded.KnownIPNetworks.Add(proxy);
            }
        });
    }

    private static IPNetwork Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException(
            ExitCode.Configuration,
            $"{Setting} has '{text}', which is neither an address nor a network such as 10.0.0.0/8."
        );
}
