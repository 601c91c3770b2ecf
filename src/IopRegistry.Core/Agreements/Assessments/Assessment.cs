using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Assessments;

public enum Fulfilment
{
    Yes,
    Partly,
    No,
    NotApplicable,
}

/// <summary>The answer to one criterion, with the written motivation that makes it a decision and not a tick.</summary>
public sealed record CriterionAnswer(string CriterionId, Fulfilment Answer, string Motivation);

/// <summary>What procurement law (LOU) says of it.</summary>
public enum ProcurementOutcome
{
    NotProcurement,
    BelowDirectAwardLimit,
    Exempt,
    Reserved,
    MustProcure,
}

/// <summary>What the state-aid rules say of it.</summary>
public enum AidOutcome
{
    NotAidNonEconomic,
    NotAidOther,
    DeMinimis,
    SgeiDeMinimis,
    SgeiDecision,
    BlockExempted,
    Notify,
}

/// <summary>The three legal checks of every IOP: procurement, state aid, the local government act (kommunallagen).</summary>
public sealed record LegalChecks(
    ProcurementOutcome Procurement,
    string ProcurementMotivation,
    AidOutcome StateAid,
    string StateAidMotivation,
    bool WithinMunicipalPowers,
    string MunicipalPowersMotivation
);

public enum AssessmentOutcome
{
    Proceed,
    Decline,
}

/// <summary>A recorded assessment (bedömning), with the set and version it was made by.</summary>
public sealed record Assessment(
    string CriteriaSet,
    int CriteriaVersion,
    IReadOnlyList<CriterionAnswer> Answers,
    LegalChecks LegalChecks,
    AssessmentOutcome Outcome,
    Guid OrganisationId,
    DateOnly AssessedOn
)
{
    /// <summary>Everything that makes the assessment incomplete or its outcome impossible.</summary>
    public IReadOnlyList<RuleViolation> Unmet(CriteriaSet set)
    {
        List<RuleViolation> unmet = [];
        var answers = Answers.ToLookup(answer => answer.CriterionId, StringComparer.Ordinal);
        foreach (var criterion in set.Criteria)
        {
            var given = answers[criterion.Id].ToList();
            if (given.Count != 1 || string.IsNullOrWhiteSpace(given[0].Motivation))
            {
                unmet.Add(AssessmentRules.CriterionUnanswered(criterion.Id));
            }
            else if (
                Outcome == AssessmentOutcome.Proceed
                && criterion.Mode == CriterionMode.Required
                && given[0].Answer == Fulfilment.No
            )
            {
                unmet.Add(AssessmentRules.RequiredCriterionNotMet(criterion.Id));
            }
        }

        unmet.AddRange(
            Answers
                .Where(answer =>
                    !set.Criteria.Any(c => string.Equals(c.Id, answer.CriterionId, StringComparison.Ordinal))
                )
                .Select(answer => AssessmentRules.UnknownCriterion(answer.CriterionId))
        );
        string[] motivations =
        [
            LegalChecks.ProcurementMotivation,
            LegalChecks.StateAidMotivation,
            LegalChecks.MunicipalPowersMotivation,
        ];
        if (motivations.Any(string.IsNullOrWhiteSpace))
        {
            unmet.Add(AssessmentRules.LegalCheckUnmotivated);
        }

        if (Outcome == AssessmentOutcome.Proceed)
        {
            if (LegalChecks.Procurement == ProcurementOutcome.MustProcure)
            {
                unmet.Add(AssessmentRules.MustProcure);
            }

            if (!LegalChecks.WithinMunicipalPowers)
            {
                unmet.Add(AssessmentRules.OutsideMunicipalPowers);
            }
        }

        return unmet;
    }
}
