using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IopRegistry.Api.Http;
using IopRegistry.Notifications;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;

namespace IopRegistry.Api.Messaging;

/// <summary>Calls a receiver once and says what came of it, in words of our own. Never throws but when it is stopped.</summary>
public sealed class WebhookCaller(
    IHttpClientFactory clients,
    WebhookSettings settings,
    ISecretSeal seal,
    TimeProvider clock
)
{
    public const int MostBytes = 20_000;

    public async Task<CallOutcome> CallAsync(
        WebhookEndpoint endpoint,
        Message message,
        CancellationToken cancellationToken
    )
    {
        var at = clock.GetUtcNow();
        var began = clock.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Timeout);
        try
        {
            using var request = Request(endpoint, message, at);
            using var client = clients.CreateClient(WebhookConnection.ClientName);
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            return Outcome((int)response.StatusCode, null, RetryAfter(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Outcome(null, "timeout", null);
        }
        catch (HttpRequestException failure)
        {
            return Outcome(
                null,
                failure.HttpRequestError switch
                {
                    _ when IsNotPublic(failure) => "address-not-public",
                    HttpRequestError.Unknown or HttpRequestError.ResponseEnded => "connection-closed",
                    var error => JsonNamingPolicy.KebabCaseLower.ConvertName(error.ToString()),
                },
                null
            );
        }
        catch (CryptographicException)
        {
            return Outcome(null, "secret-unreadable", null); // its key was revoked: the receiver needs a new secret
        }
        catch (Exception failure) when (failure is IOException or FormatException or InvalidOperationException)
        {
            return Outcome(null, "connection-failed", null);
        }

        CallOutcome Outcome(int? status, string? error, TimeSpan? retryAfter) =>
            new(at, status, (int)clock.GetElapsedTime(began).TotalMilliseconds, error, retryAfter);
    }

    /// <summary>The body of every attempt is the same; only the time of the signature differs.</summary>
    public static string Body(Message message)
    {
        var data = new JsonObject();
        foreach (var field in message.Data)
        {
            data[field.Name] = field.Number is { } number ? JsonValue.Create(number) : JsonValue.Create(field.Text);
        }

        return JsonSerializer.Serialize(new Envelope(message.Type, message.OccurredAt, data), StrictJson.Options);
    }

    private HttpRequestMessage Request(WebhookEndpoint endpoint, Message message, DateTimeOffset at)
    {
        var body = Body(message);
        var id = WebhookDelivery.WebhookIdOf(message.Id);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", endpoint.Signatures(seal, id, at, body));
        return request;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);

    private static bool IsNotPublic(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is NotPublicException)
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Envelope(string Type, DateTimeOffset Timestamp, JsonObject Data);
}
