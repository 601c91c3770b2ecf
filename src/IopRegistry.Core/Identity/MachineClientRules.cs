using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

/// <summary>Why a change of a machine client is refused.</summary>
public static class MachineClientRules
{
    public static RuleViolation TooMany { get; } =
        new(
            "machine-clients-too-many",
            RefusalKind.Conflict,
            new("För många maskinklienter", "Too many machine clients"),
            new(
                $"En organisation har högst {MachineClient.MostOfAnOrganisation} maskinklienter; återkalla någon först.",
                $"An organisation has at most {MachineClient.MostOfAnOrganisation} machine clients; revoke one first."
            )
        );

    public static RuleViolation NoScope { get; } =
        new(
            "machine-client-without-scope",
            RefusalKind.Invalid,
            new("Ingen behörighet vald", "No scope chosen"),
            new("Klienten behöver minst en behörighet.", "The client needs at least one scope."),
            "/scopes"
        );

    public static RuleViolation Revoked { get; } =
        new(
            "machine-client-revoked",
            RefusalKind.Conflict,
            new("Maskinklienten är återkallad", "The machine client is revoked"),
            new("Den kan inte ändras mer; skapa en ny.", "It cannot be changed any more; create another one.")
        );

    public static RuleViolation SecretsFull { get; } =
        new(
            "machine-client-secrets-full",
            RefusalKind.Conflict,
            new("Två hemligheter gäller redan", "Two secrets are valid already"),
            new("Avsluta den gamla först.", "End the old one first.")
        );

    public static RuleViolation LastSecret { get; } =
        new(
            "machine-client-last-secret",
            RefusalKind.Conflict,
            new("Det är den enda hemligheten", "It is the only secret"),
            new(
                "Skapa en ny hemlighet först, eller återkalla hela klienten.",
                "Make a new secret first, or revoke the whole client."
            )
        );

    public static RuleViolation ScopeUnknown(int index) =>
        new(
            "machine-client-scope-unknown",
            RefusalKind.Invalid,
            new("Okänd behörighet", "Unknown scope"),
            new(
                $"Behörigheterna är {string.Join(", ", Scopes.All)}.",
                $"The scopes are {string.Join(", ", Scopes.All)}."
            ),
            $"/scopes/{index}"
        );

    public static RuleViolation ExpiryOutOfRange(DateOnly first, DateOnly last) =>
        new(
            "machine-client-expiry-out-of-range",
            RefusalKind.Invalid,
            new("Sista dagen går inte att välja", "The last day cannot be chosen"),
            new(
                $"Hemligheten gäller till och med en dag mellan {first:yyyy-MM-dd} och {last:yyyy-MM-dd}.",
                $"The secret is valid through a day between {first:yyyy-MM-dd} and {last:yyyy-MM-dd}."
            ),
            "/expiresOn"
        );
}
