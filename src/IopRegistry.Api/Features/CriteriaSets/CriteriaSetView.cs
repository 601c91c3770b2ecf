using IopRegistry.Agreements.Assessments;
using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.CriteriaSets;

/// <summary>The criteria that a public body assesses by.</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="IsCanonical">True when the body has no set of its own.</param>
/// <param name="Criteria">What is asked.</param>
public sealed record CriteriaSetView(string Name, bool IsCanonical, IReadOnlyList<Criterion> Criteria)
{
    /// <summary>The canonical set has version 0, so that adopting a first set of one's own says If-Match "0".</summary>
    public static Tagged<CriteriaSetView> From(CriteriaSet? own)
    {
        var set = own ?? CriteriaSet.Canonical;
        return set.Tagged(new CriteriaSetView(set.Name, own is null, set.Criteria));
    }
}
