using System.Text.RegularExpressions;

namespace IopRegistry.Persistence;

/// <summary>AgreementParties is agreement_parties: names of constraints on both databases, and of everything on PostgreSQL.</summary>
public static partial class SnakeCase
{
    public static string Of(string name) =>
        WordStart().Replace(name, "_$0").Replace("__", "_", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
