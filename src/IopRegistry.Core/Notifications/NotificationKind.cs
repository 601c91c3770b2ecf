using System.Collections.Frozen;

namespace IopRegistry.Notifications;

/// <summary>What a person chooses by: how often each kind of message comes as e-mail.</summary>
public enum NotificationKind
{
    /// <summary>What the parties and the calendar do with an agreement.</summary>
    AgreementSteps,

    /// <summary>Flags (bevakningar): dates that somebody must see.</summary>
    Deadlines,

    /// <summary>Renewal dossiers.</summary>
    Renewals,

    /// <summary>Flags that nobody has answered. Cannot be switched off: they are the last warning.</summary>
    Escalations,

    /// <summary>The organisation's connections to other systems.</summary>
    Connections,
}

/// <summary>How often messages come as e-mail. In the product they are shown at once, whatever is chosen.</summary>
public enum MailFrequency
{
    /// <summary>As soon as it is known; what is known at the same time comes together.</summary>
    Immediate,

    /// <summary>One mail in the morning.</summary>
    Daily,

    /// <summary>One mail on Monday morning.</summary>
    Weekly,

    Off,
}

/// <summary>What a person has chosen for one kind.</summary>
public sealed record MailChoice(NotificationKind Kind, MailFrequency Frequency);

/// <summary>The kinds: how often each comes when nobody has chosen, and which nobody may switch off.</summary>
public static class NotificationKinds
{
    private static readonly FrozenDictionary<NotificationKind, MailFrequency> Standard = new Dictionary<
        NotificationKind,
        MailFrequency
    >
    {
        [NotificationKind.AgreementSteps] = MailFrequency.Daily,
        [NotificationKind.Deadlines] = MailFrequency.Daily,
        [NotificationKind.Renewals] = MailFrequency.Daily,
        [NotificationKind.Escalations] = MailFrequency.Immediate,
        [NotificationKind.Connections] = MailFrequency.Immediate,
    }.ToFrozenDictionary();

    public static bool MayBeOff(NotificationKind kind) => kind != NotificationKind.Escalations;

    public static MailFrequency StandardOf(NotificationKind kind) => Standard[kind];

    public static NotificationKind Of(string messageType) =>
        messageType switch
        {
            MessageTypes.FlagRaised => NotificationKind.Deadlines,
            MessageTypes.FlagEscalated => NotificationKind.Escalations,
            MessageTypes.DossierOpened or MessageTypes.DossierDecided => NotificationKind.Renewals,
            MessageTypes.WebhookFailed or MessageTypes.WebhookTest => NotificationKind.Connections,
            _ => NotificationKind.AgreementSteps,
        };
}
