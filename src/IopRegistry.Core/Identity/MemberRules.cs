using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Identity;

/// <summary>Why a change of who acts for an organisation is refused.</summary>
public static class MemberRules
{
    public static RuleViolation AlreadyMember { get; } =
        new(
            "already-member",
            Conflict,
            new("Personen är redan användare.", "The person is a user already."),
            new("Ändra personens roller och dagar i stället.", "Change the person's roles and days instead.")
        );

    public static RuleViolation Ended { get; } =
        new(
            "membership-ended",
            Conflict,
            new("Personen är inte längre användare.", "The person is no longer a user."),
            new(
                "Det som är avslutat ändras inte. Bjud in personen igen om hen ska komma tillbaka.",
                "What has ended does not change. Invite the person again to let them back."
            )
        );

    public static RuleViolation RolesMissing { get; } =
        new(
            "roles-missing",
            Invalid,
            new("Roller saknas.", "Roles are missing."),
            new("Ange minst en roll.", "Name at least one role."),
            "/roles"
        );

    public static RuleViolation RoleNotGiven { get; } =
        new(
            "role-not-yours-to-give",
            Invalid,
            new("Rollen ges inte av organisationen.", "The organisation does not give that role."),
            new(
                "Driftrollen ges bara av den som driver tjänsten.",
                "Only whoever runs the service gives the operator's role."
            ),
            "/roles"
        );

    public static RuleViolation LastDayOutside { get; } =
        new(
            "last-day-outside-membership",
            Invalid,
            new("Sista dagen ligger utanför tiden.", "The last day is outside the membership."),
            new(
                "Den ligger mellan den första dagen och den sista som redan gäller.",
                "It is between the first day and the last one that holds already."
            ),
            "/lastDay"
        );

    public static RuleViolation SuccessorMissing { get; } =
        new(
            "successor-missing",
            Conflict,
            new("Någon måste ta över.", "Somebody has to take over."),
            new(
                "Personen är kontakt eller handläggare. Ange vem som tar över, i successorId.",
                "The person is a contact or a case officer. Say who takes over, in successorId."
            ),
            "/successorId"
        );

    public static RuleViolation SuccessorUnknown { get; } =
        new(
            "successor-unknown",
            Invalid,
            new("Den som tar över är inte användare.", "Whoever takes over is no user."),
            new(
                "Ange någon annan som är användare i organisationen i dag och efter den sista dagen.",
                "Name somebody else who is a user of the organisation today and after the last day."
            ),
            "/successorId"
        );

    public static RuleViolation LastDayPassed(string pointer) =>
        new(
            "membership-day-passed",
            Invalid,
            new("Sista dagen har varit.", "The last day has passed."),
            new(
                "Ange i dag eller senare. Utan sista dag upphör behörigheten genast.",
                "Say today or later. Without a last day the access ends at once."
            ),
            pointer
        );

    public static RuleViolation LastAdmin(DateOnly day) =>
        new(
            "last-admin",
            Conflict,
            new("Organisationen skulle sakna administratör.", "The organisation would have no administrator."),
            new(
                $"Från {day.ToIsoString()} skulle ingen vara administratör. Gör någon annan till det först.",
                $"From {day.ToIsoString()} nobody would be an administrator. Make somebody else one first."
            )
        );
}
