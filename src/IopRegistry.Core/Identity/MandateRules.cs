using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Identity;

/// <summary>Why a mandate is refused.</summary>
public static class MandateRules
{
    /// <summary>Who an organisation's users are, and the service itself, nobody runs for another.</summary>
    public static bool MayBeGiven(Role role) => role is not (Role.Admin or Role.Operator);

    public static RuleViolation RoleNotGiven { get; } =
        new(
            "role-not-for-mandates",
            Invalid,
            new("Rollen kan inte ges i en fullmakt.", "The role cannot be given by a mandate."),
            new(
                "Administratör och drift är aldrig någon annans uppdrag.",
                "The administrator and the operator are never somebody else's task."
            ),
            "/roles"
        );

    public static RuleViolation Backdated { get; } =
        new(
            "mandate-backdated",
            Invalid,
            new("Fullmakten börjar för tidigt.", "The mandate begins too early."),
            new(
                "En fullmakt gäller tidigast från i dag: det som redan är gjort får den inte täcka.",
                "A mandate holds from today at the earliest: it does not cover what has been done already."
            ),
            "/validFrom"
        );

    public static RuleViolation TooLong { get; } =
        new(
            "mandate-too-long",
            Invalid,
            new("Fullmakten är för lång.", "The mandate is too long."),
            new("Den gäller högst fem år. Ge en ny sedan.", "It holds for at most five years. Give a new one then."),
            "/validTo"
        );

    public static RuleViolation NotUnderUmbrella { get; } =
        new(
            "mandate-needs-umbrella",
            Conflict,
            new("Organisationen är inte er paraplyorganisation.", "The organisation is not your umbrella."),
            new(
                "Fullmakt ges till en paraplyorganisation som ni är medlem i den första dagen.",
                "A mandate is given to an umbrella organisation that you are a member of on the first day."
            ),
            "/holderId"
        );

    public static RuleViolation HolderUnknown { get; } =
        new(
            "mandate-holder-unknown",
            Invalid,
            new("Organisationen finns inte.", "There is no such organisation."),
            new("Sök upp paraplyorganisationen först.", "Search for the umbrella organisation first."),
            "/holderId"
        );

    public static RuleViolation Ended { get; } =
        new(
            "mandate-ended",
            Conflict,
            new("Fullmakten gäller inte längre.", "The mandate no longer holds."),
            new(
                "Den är återtagen, eller så har dess sista dag varit.",
                "It was taken back, or its last day has passed."
            )
        );

    public static RuleViolation NotPassedOn { get; } =
        new(
            "mandate-not-passed-on",
            Forbidden,
            new("Det gör organisationens egna.", "The organisation's own people do that."),
            new(
                "En fullmakt återtas av den som gav den, eller lämnas av den som har den.",
                "A mandate is taken back by whoever gave it, or given up by whoever holds it."
            )
        );

    public static RuleViolation NoCalendarAddress { get; } =
        new(
            "mandate-has-no-calendar-address",
            Forbidden,
            new("Med fullmakt ges ingen kalenderadress.", "There is no calendar address by a mandate."),
            new(
                "En kalenderadress är personlig och gäller den egna organisationen. Läs kalendern inloggad.",
                "A calendar address is personal and for the own organisation. Read the calendar signed in."
            )
        );
}
