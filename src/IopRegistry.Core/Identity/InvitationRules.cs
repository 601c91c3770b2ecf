using IopRegistry.SharedKernel;
using static IopRegistry.SharedKernel.RefusalKind;

namespace IopRegistry.Identity;

/// <summary>Why an invitation is refused.</summary>
public static class InvitationRules
{
    /// <summary>Broken means <see cref="AlreadyInvited"/>.</summary>
    public const string OnceConstraint = "ux_invitations_open";

    public static RuleViolation AlreadyInvited { get; } =
        new(
            "already-invited",
            Conflict,
            new("Adressen är redan inbjuden.", "The address is invited already."),
            new(
                "Skicka inbjudan igen, eller återta den och bjud in på nytt.",
                "Send the invitation again, or revoke it and invite anew."
            ),
            "/email"
        );

    public static RuleViolation TooManyOpen { get; } =
        new(
            "too-many-invitations",
            Conflict,
            new("För många inbjudningar väntar.", "Too many invitations are waiting."),
            new(
                "Återta dem som inte behövs innan du bjuder in fler.",
                "Revoke those that are not needed before you invite more."
            )
        );

    public static RuleViolation Closed { get; } =
        new(
            "invitation-closed",
            Conflict,
            new("Inbjudan är avslutad.", "The invitation is closed."),
            new("Den är antagen eller återtagen.", "It has been accepted or revoked.")
        );

    public static RuleViolation SentTooOften { get; } =
        new(
            "invitation-sent-too-often",
            Conflict,
            new("Inbjudan har skickats för många gånger.", "The invitation has been sent too many times."),
            new(
                "Kontrollera adressen med personen, återta inbjudan och bjud in på nytt.",
                "Check the address with the person, revoke the invitation and invite anew."
            )
        );

    public static RuleViolation ForAnother { get; } =
        new(
            "invitation-for-another",
            Conflict,
            new("Inbjudan gäller ett annat konto.", "The invitation is for another account."),
            new(
                "Logga in med kontot för den adress som inbjudan skickades till.",
                "Sign in with the account of the address that the invitation was sent to."
            )
        );

    public static RuleViolation PasswordMissing { get; } =
        new(
            "password-missing",
            Invalid,
            new("Lösenord saknas.", "The password is missing."),
            new(
                "Adressen har inget konto än: välj ett lösenord.",
                "The address has no account yet: choose a password."
            ),
            "/password"
        );

    public static RuleViolation MailNotConfigured { get; } =
        new(
            "mail-not-configured",
            Conflict,
            new("E-post kan inte skickas.", "E-mail cannot be sent."),
            new(
                "En inbjudan går med e-post, och tjänsten har ingen e-postserver.",
                "An invitation goes by e-mail, and the service has no mail server."
            )
        );
}
