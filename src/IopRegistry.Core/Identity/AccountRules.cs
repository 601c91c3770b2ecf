using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

/// <summary>Why a change of how one signs in is refused.</summary>
public static class AccountRules
{
    public const string EmailConstraint = "ux_accounts_email";
    public const string ChallengeConstraint = "pk_spent_challenges";
    public const string LoginConstraint = "pk_external_logins";
    public const string PasskeyConstraint = "ux_passkeys_credential";

    public static RuleViolation EmailTaken { get; } =
        new(
            "account-exists",
            RefusalKind.Conflict,
            new("Adressen har redan ett konto", "The address has an account already"),
            new(
                "Det finns ett konto med e-postadressen. Logga in med det.",
                "There is an account with that e-mail address. Sign in with it."
            ),
            "/email"
        );

    public static RuleViolation PasskeyTaken { get; } =
        new(
            "passkey-taken",
            RefusalKind.Conflict,
            new("Nyckeln finns redan", "The passkey exists already"),
            new("Nyckeln hör redan till ett konto.", "The passkey belongs to an account already.")
        );

    public static RuleViolation TooManyPasskeys { get; } =
        new(
            "too-many-passkeys",
            RefusalKind.Conflict,
            new("För många nycklar", "Too many passkeys"),
            new(
                "Ett konto har högst 20 nycklar. Ta bort en som inte används.",
                "An account has at most 20 passkeys. Remove one that is not used."
            )
        );

    public static RuleViolation PasskeyRefused { get; } =
        new(
            "passkey-refused",
            RefusalKind.Invalid,
            new("Nyckeln godtas inte", "The passkey is not accepted"),
            new(
                "Svaret från webbläsaren stämmer inte med frågan, eller frågan är för gammal. Börja om.",
                "The browser's answer does not fit the question, or the question is too old. Start again."
            )
        );

    public static RuleViolation LastWayIn { get; } =
        new(
            "last-way-to-sign-in",
            RefusalKind.Conflict,
            new("Sista sättet att logga in", "The last way to sign in"),
            new(
                "Skaffa ett lösenord eller en nyckel till innan du tar bort det här.",
                "Set a password or add another passkey before you remove this."
            )
        );

    public static RuleViolation CodeWrong { get; } =
        new(
            "code-wrong",
            RefusalKind.Invalid,
            new("Koden är fel", "The code is wrong"),
            new("Koden är fel, för gammal eller redan använd.", "The code is wrong, too old or has been used."),
            "/code"
        );

    public static RuleViolation PasswordWrong { get; } =
        new(
            "password-wrong",
            RefusalKind.Invalid,
            new("Lösenordet är fel", "The password is wrong"),
            new("Ditt nuvarande lösenord stämmer inte.", "Your present password is not right."),
            "/password"
        );

    public static RuleViolation PasswordTooShort { get; } =
        new(
            "password-too-short",
            RefusalKind.Invalid,
            new("För kort lösenord", "The password is too short"),
            new(
                "Ett lösenord har 12–128 tecken. Några ord efter varandra är bra.",
                "A password has 12–128 characters. A few words in a row are good."
            ),
            "/password"
        );

    public static RuleViolation PasswordTooSimple { get; } =
        new(
            "password-too-simple",
            RefusalKind.Invalid,
            new("För enkelt lösenord", "The password is too simple"),
            new(
                "Lösenordet är ett av de vanligaste, innehåller din adress eller upprepar få tecken.",
                "The password is one of the commonest, contains your address or repeats few characters."
            ),
            "/password"
        );

    public static RuleViolation LinkSpent { get; } =
        new(
            "link-spent",
            RefusalKind.Invalid,
            new("Länken gäller inte", "The link is not valid"),
            new(
                "Länken är använd, för gammal eller inte hel. Begär en ny.",
                "The link has been used, is too old or is not whole. Ask for a new one."
            ),
            "/token"
        );

    public static RuleViolation SecondFactorOn { get; } =
        new(
            "second-factor-on",
            RefusalKind.Conflict,
            new("Koder används redan", "Codes are used already"),
            new(
                "Ta bort den app som används innan du lägger till en ny.",
                "Remove the app that is in use before you add another."
            )
        );

    public static RuleViolation SecondFactorOff { get; } =
        new(
            "second-factor-off",
            RefusalKind.Conflict,
            new("Koder används inte", "Codes are not used"),
            new("Kontot har ingen app för koder.", "The account has no app for codes.")
        );

    public static RuleViolation NoStanding { get; } =
        new(
            "not-yours-to-act-for",
            RefusalKind.Forbidden,
            new("Du företräder inte organisationen", "You do not act for the organisation"),
            new(
                "Du kan handla för organisationer som du är användare i, eller som har gett din organisation fullmakt.",
                "You can act for organisations you are a user of, or that have given yours a mandate."
            ),
            "/organisationId"
        );

    public static RuleViolation SignInAgain { get; } =
        new(
            "sign-in-again",
            RefusalKind.Forbidden,
            new("Logga in på nytt", "Sign in again"),
            new(
                "Hur man loggar in ändras bara inom en kvart efter att man har gjort det.",
                "How one signs in can only be changed within a quarter of an hour of doing so."
            )
        );

    public static RuleViolation LoginTaken { get; } =
        new(
            "login-linked-elsewhere",
            RefusalKind.Conflict,
            new("Inloggningen hör till ett annat konto", "The sign-in belongs to another account"),
            new(
                "Den yttre inloggningen är redan kopplad till ett konto.",
                "The outside sign-in is linked to an account already."
            )
        );
}
