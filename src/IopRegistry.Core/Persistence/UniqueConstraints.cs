using System.Collections.Frozen;
using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Persistence;

/// <summary>
/// What it means when a row breaks a unique index. Two callers can pass the same check at once; the index stops the second,
/// and this table lets that caller read the same refusal as if the check had seen it. A test demands a line for every
/// unique index of the model.
/// </summary>
public static class UniqueConstraints
{
    private static readonly FrozenDictionary<string, RuleViolation> ByName = new Dictionary<string, RuleViolation>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [OrganisationConstraints.Number] = OrganisationRules.NumberTaken,
        [AgreementConstraintRules.Reference] = AgreementConstraintRules.ReferenceTaken,
        [AgreementConstraintRules.ExternalKey] = AgreementConstraintRules.ExternalKeyTaken,
        [AgreementConstraintRules.CriteriaSet] = AgreementConstraintRules.CriteriaSetAdopted,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that have a refusal.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The refusals, for the catalogue of problems.</summary>
    public static IEnumerable<RuleViolation> Violations => ByName.Values;

    public static RuleViolation? Find(string constraint) => ByName.GetValueOrDefault(constraint);
}
