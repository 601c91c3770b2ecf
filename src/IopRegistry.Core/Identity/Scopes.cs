namespace IopRegistry.Identity;

/// <summary>What a machine client may be given. It may do exactly that and nothing that a role would add.</summary>
public static class Scopes
{
    /// <summary>The organisation's agreements, and the register of organisations that they name.</summary>
    public const string ReadAgreements = "agreements:read";
    public const string ReadPayments = "payments:read";
    public const string WritePayments = "payments:write";
    public const string ReadExports = "exports:read";
    public const string ManageWebhooks = "webhooks:manage";

    public static IReadOnlyList<string> All { get; } =
    [ReadAgreements, ReadPayments, WritePayments, ReadExports, ManageWebhooks];
}
