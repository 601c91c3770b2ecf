using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

/// <summary>Why a user's own details are refused.</summary>
public static class UserRules
{
    public static RuleViolation EmailInvalid { get; } =
        new(
            "user-email-invalid",
            RefusalKind.Invalid,
            new("E-postadressen är fel", "The e-mail address is wrong"),
            new(
                "Ange en adress som namn@exempel.se, utan namn eller mellanslag.",
                "Write an address like name@example.com, without a name or blanks."
            ),
            "/email"
        );

    public static RuleViolation LanguageUnknown { get; } =
        new(
            "user-language-unknown",
            RefusalKind.Invalid,
            new("Okänt språk", "Unknown language"),
            new("Språket är sv eller en.", "The language is sv or en."),
            "/language"
        );

    public static RuleViolation StillMember { get; } =
        new(
            "user-still-member",
            RefusalKind.Conflict,
            new("Användaren har uppdrag kvar", "The user is still a member"),
            new(
                "Avsluta alla uppdrag först. Den som är med i en organisation har ett namn där.",
                "End every membership first. Whoever is in an organisation has a name there."
            )
        );
}
