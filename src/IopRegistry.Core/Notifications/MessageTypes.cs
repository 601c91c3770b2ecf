using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IopRegistry.Agreements;

namespace IopRegistry.Notifications;

/// <summary>The kinds of messages; the agreement's steps have one each, <c>agreement.</c> and the action's name.</summary>
public static class MessageTypes
{
    /// <summary>In the outbox: a run that raised flags. Told as one <see cref="FlagRaised"/> for each flag.</summary>
    public const string FlagsRaised = "flags.raised";

    /// <summary>In the outbox: a run that escalated flags. Told as one <see cref="FlagEscalated"/> for each step.</summary>
    public const string FlagsEscalated = "flags.escalated";

    public const string FlagRaised = "flag.raised";
    public const string FlagEscalated = "flag.escalated";
    public const string DossierOpened = "renewal.opened";
    public const string DossierDecided = "renewal.decided";

    /// <summary>A receiver of webhooks has not answered for days, or said that it is gone.</summary>
    public const string WebhookFailed = "webhook.failed";

    /// <summary>Sent by hand to see that a receiver works.</summary>
    public const string WebhookTest = "webhook.test";

    /// <summary>What a receiver may ask for.</summary>
    public static IReadOnlyList<string> ForWebhooks { get; } =
    [
        .. Enum.GetValues<AgreementAction>().Where(action => action != AgreementAction.Import).Select(Of),
        FlagRaised,
        FlagEscalated,
        DossierOpened,
        DossierDecided,
    ];

    public static string Of(AgreementAction action) =>
        "agreement." + JsonNamingPolicy.CamelCase.ConvertName(action.ToString());

    /// <summary>The same id for the same thing, every time: a UUID of version 8 from a hash.</summary>
    public static Guid IdOf(string type, Guid subject)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type} {subject}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
