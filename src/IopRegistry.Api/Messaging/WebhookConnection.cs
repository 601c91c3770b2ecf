using System.Net;
using System.Net.Sockets;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Messaging;

/// <summary>The name of a receiver leads to an address that is not of the public internet.</summary>
internal sealed class NotPublicException() : Exception("The address is not public.");

/// <summary>
/// Connects to receivers. The address is checked when it is connected to and not before: a name can lead somewhere else
/// from one moment to the next. No proxy, no cookies, no redirects: each would lead past the check.
/// </summary>
internal static class WebhookConnection
{
    public const string ClientName = "webhooks";

    /// <summary>What is read of an answer at most; nothing of it is used.</summary>
    private const int MostHeaderKilobytes = 16;

    public static IServiceCollection AddWebhookConnection(this IServiceCollection services)
    {
        services
            .AddHttpClient(
                ClientName,
                client =>
                {
                    client.Timeout = Timeout.InfiniteTimeSpan; // each call has its own
                    client.DefaultRequestHeaders.UserAgent.ParseAdd("IopRegistry-Webhooks/1.0");
                }
            )
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<WebhookSettings>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the handler itself lets go of old connections
            .RemoveAllLoggers(); // they write whole addresses, which may hold a key of the receiver's
        return services;
    }

    private static SocketsHttpHandler Handler(WebhookSettings settings) =>
        new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = MostHeaderKilobytes,
            ResponseDrainTimeout = TimeSpan.Zero,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellationToken) =>
                ConnectAsync(context.DnsEndPoint, settings.AllowPrivateAddresses, cancellationToken),
        };

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint to,
        bool allowPrivate,
        CancellationToken cancellationToken
    )
    {
        var found = await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        var allowed = allowPrivate ? found : Array.FindAll(found, PublicAddress.Is);
        if (allowed.Length == 0 && found.Length > 0)
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
