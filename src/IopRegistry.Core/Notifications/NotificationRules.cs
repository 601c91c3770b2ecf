using IopRegistry.SharedKernel;

namespace IopRegistry.Notifications;

/// <summary>Why messages to people refuse.</summary>
public static class NotificationRules
{
    public const string OnceConstraint = "ux_notifications_once";

    public static RuleViolation AlreadyTold { get; } =
        new(
            "notification-already-sent",
            RefusalKind.Conflict,
            new("Meddelandet finns redan", "The message has been sent already"),
            new("Mottagaren har redan fått meddelandet.", "The recipient has the message already.")
        );

    public static RuleViolation MayNotBeOff(int index) =>
        new(
            "notification-kind-mandatory",
            RefusalKind.Invalid,
            new("Går inte att stänga av", "Cannot be switched off"),
            new(
                "Eskalerade bevakningar är den sista varningen och skickas alltid direkt.",
                "Escalated flags are the last warning and are always sent at once."
            ),
            $"/choices/{index}/frequency"
        );

    public static RuleViolation KindTwice(int index) =>
        new(
            "notification-kind-twice",
            RefusalKind.Invalid,
            new("Samma slag två gånger", "The same kind twice"),
            new("Ange varje slag av meddelande högst en gång.", "Name each kind of message at most once."),
            $"/choices/{index}/kind"
        );
}
