using System.Net;
using IopRegistry.SharedKernel;

namespace IopRegistry.Webhooks;

/// <summary>Why an address for webhooks, or what is asked of it, is refused.</summary>
public static class WebhookRules
{
    public const string OnceConstraint = "ux_webhook_deliveries_once";

    public static RuleViolation AlreadyQueued { get; } =
        new(
            "webhook-already-queued",
            RefusalKind.Conflict,
            new("Meddelandet är redan på väg", "The message is on its way already"),
            new("Mottagaren har redan fått meddelandet i sin kö.", "The receiver has the message in its queue already.")
        );

    public static RuleViolation TooMany { get; } =
        new(
            "webhook-endpoints-too-many",
            RefusalKind.Conflict,
            new("För många mottagare", "Too many receivers"),
            new(
                $"En organisation har högst {WebhookEndpoint.MostOfAnOrganisation} mottagare; ta bort någon först.",
                $"An organisation has at most {WebhookEndpoint.MostOfAnOrganisation} receivers; delete one first."
            )
        );

    public static RuleViolation UrlInvalid { get; } =
        new(
            "webhook-url-invalid",
            RefusalKind.Invalid,
            new("Adressen kan inte användas", "The address cannot be used"),
            new(
                "Ange en fullständig adress som börjar med https://, utan användarnamn och utan #.",
                "Write a whole address that begins with https://, without a user name and without #."
            ),
            "/url"
        );

    public static RuleViolation UrlNotPublic { get; } =
        new(
            "webhook-url-not-public",
            RefusalKind.Invalid,
            new("Adressen är inte publik", "The address is not public"),
            new(
                "Adressen leder till den egna datorn eller ett privat nät och anropas inte.",
                "The address leads to the machine itself or to a private network and is not called."
            ),
            "/url"
        );

    public static RuleViolation TypeUnknown(int index) =>
        new(
            "webhook-type-unknown",
            RefusalKind.Invalid,
            new("Okänd typ av meddelande", "Unknown type of message"),
            new(
                "Typen finns inte; utelämna types för att få alla.",
                "There is no such type; leave out types to get all."
            ),
            $"/types/{index}"
        );

    public static RuleViolation NotActive { get; } =
        new(
            "webhook-endpoint-not-active",
            RefusalKind.Conflict,
            new("Mottagaren är inte aktiv", "The receiver is not active"),
            new("Gör mottagaren aktiv igen först.", "Make the receiver active again first.")
        );

    public static RuleViolation StillWaiting { get; } =
        new(
            "webhook-delivery-waiting",
            RefusalKind.Conflict,
            new("Meddelandet väntar redan på att skickas", "The message is already waiting to be sent"),
            new("Det skickas av sig självt; se nextAttemptAt.", "It is sent by itself; see nextAttemptAt.")
        );

    /// <summary>What can be seen in the address itself. Where its name leads is checked each time it is called.</summary>
    public static RuleViolation? WhyNot(string url, bool allowPrivate)
    {
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || !(
                IsHttps(uri) || (allowPrivate && string.Equals(uri.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal))
            )
            || uri.UserInfo.Length > 0
            || uri.Fragment.Length > 0
            || uri.Host.Length == 0
        )
        {
            return UrlInvalid;
        }

        var isPrivate = IPAddress.TryParse(uri.DnsSafeHost, out var address)
            ? !PublicAddress.Is(address)
            : uri.IdnHost.TrimEnd('.') is var host
                && (
                    string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
                    || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                    || !host.Contains('.', StringComparison.Ordinal)
                );
        return isPrivate && !allowPrivate ? UrlNotPublic : null;
    }

    private static bool IsHttps(Uri uri) => string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
}
