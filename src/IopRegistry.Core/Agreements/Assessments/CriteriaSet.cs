using System.Text.Json;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Assessments;

/// <summary>How much a criterion weighs for a public body. Municipalities contradict each other, so it is data.</summary>
public enum CriterionMode
{
    /// <summary>Must be met.</summary>
    Required,

    /// <summary>Counts in the weighing together.</summary>
    Weighted,

    /// <summary>Answered, but decides nothing by itself.</summary>
    Advisory,
}

/// <summary>One question of the assessment.</summary>
public sealed record Criterion(string Id, string Group, CriterionMode Mode, LocalText Text);

public sealed record CriteriaSetAdopted(Guid CriteriaSetId, DateTimeOffset OccurredAt) : IDomainEvent;

/// <summary>
/// The criteria a public body assesses by. A body without a set of its own uses the canonical one. A new version replaces
/// the criteria; assessments keep the answers with the version they were made by.
/// </summary>
public sealed class CriteriaSet : AggregateRoot
{
    public const int MostCriteria = 100;
    public const int TextMaxLength = 1_000;

    private CriteriaSet() { }

    /// <summary>The body; one set per body.</summary>
    public Guid OrganisationId { get; private init; }

    public required string Name { get; set; }

    public IReadOnlyList<Criterion> Criteria { get; private set; } = [];

    /// <summary>The 29 criteria found in the guidelines of Swedish municipalities, all answered, none decisive by itself.</summary>
    public static CriteriaSet Canonical { get; } = ReadCanonical();

    public static CriteriaSet Adopt(Guid organisationId, string name, IReadOnlyList<Criterion> criteria, Actor by)
    {
        var set = new CriteriaSet { OrganisationId = organisationId, Name = name };
        set.Replace(name, criteria, by);
        return set;
    }

    public void Replace(string name, IReadOnlyList<Criterion> criteria, Actor by)
    {
        Require(criteria.Count > 0, AssessmentRules.EmptySet);
        Require(
            criteria.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count() == criteria.Count,
            AssessmentRules.CriterionTwice
        );
        Name = name;
        Criteria = criteria;
        Raise(new CriteriaSetAdopted(Id, by.At));
    }

    private static CriteriaSet ReadCanonical()
    {
        using var stream = typeof(CriteriaSet).Assembly.GetManifestResourceStream(
            "IopRegistry.CanonicalCriteria.json"
        )!;
        return new CriteriaSet
        {
            Name = "IOP canonical 2026-1",
            Criteria = JsonSerializer.Deserialize<IReadOnlyList<Criterion>>(stream, JsonColumns.Options)!,
        };
    }
}
