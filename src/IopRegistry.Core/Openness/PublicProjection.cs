using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>An agreement as everybody may see it, with the level of every field. Pure.</summary>
/// <param name="Sheltered">Whether it counts as being about sheltered housing.</param>
/// <param name="Suspected">Whether what is written looks like it.</param>
/// <param name="Levels">Every field's level, and why.</param>
/// <param name="Shown">What is public.</param>
public sealed record PublicProjection(
    bool Sheltered,
    bool Suspected,
    IReadOnlyList<FieldLevel> Levels,
    PublicContents Shown
)
{
    /// <param name="publication">What has been chosen; null for nothing yet.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="contents">The version that stands.</param>
    /// <param name="numbers">Organisation numbers by organisation.</param>
    public static PublicProjection Of(
        Publication? publication,
        Agreement agreement,
        Contents contents,
        IReadOnlyDictionary<Guid, string?> numbers
    )
    {
        var suspected = PublicationPolicy.LooksSheltered(agreement, contents);
        var sheltered = publication?.IsSheltered(suspected) ?? suspected;
        var everything = Everything(agreement, contents, numbers);
        var levels = PublicationPolicy.LevelsOf(
            publication?.ChoicesFor(agreement.ContentsVersion) ?? [],
            sheltered,
            everything
        );
        return new PublicProjection(sheltered, suspected, levels, everything.Only(levels));
    }

    private static PublicContents Everything(
        Agreement agreement,
        Contents contents,
        IReadOnlyDictionary<Guid, string?> numbers
    )
    {
        var parties = agreement.Parties.Where(party => party.JoinsByAmendmentId is null).ToList();
        var sides = agreement.Parties.ToDictionary(party => party.Id, party => party.Side);
        var municipalities = parties
            .Where(party => party.Side == Side.Public)
            .Select(party => party.MunicipalityCode)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var (description, term) = (agreement.Description, agreement.Term);
        var clause = term.Extension;
        return new PublicContents
        {
            Title = agreement.Title,
            Parties =
            [
                .. parties.Select(party => new PublicParty(
                    party.OrganisationId,
                    party.Name,
                    numbers.GetValueOrDefault(party.OrganisationId),
                    party.Side,
                    party.Roles
                )),
            ],
            County = [.. municipalities.Select(code => code[..2]).Distinct(StringComparer.Ordinal)],
            Municipality = municipalities,
            Term = new PublicTerm(
                Plain(term.Start),
                Plain(term.End),
                agreement.EndsOn < Term.Horizon ? agreement.EndsOn : null,
                term.NoticeMonths,
                clause.Kind,
                clause.Months > 0 ? clause.Months : null,
                clause.MostTimes > 0 ? clause.MostTimes : null
            ),
            Decisions = new PublicDecisions(
                [
                    .. agreement
                        .Decisions.Where(decision => decision is { Approved: true, Annulled: false })
                        .Where(decision => decision.Round == agreement.Round)
                        .Select(d => new PublicDecision(d.Body, d.Date, d.Paragraph, d.RegistryNumber)),
                ],
                [
                    .. parties
                        .Where(party => party.Side == Side.Public)
                        .Select(party => party.RegistryNumber)
                        .OfType<string>()
                        .Distinct(StringComparer.Ordinal),
                ]
            ),
            Financing = FinancingOf(agreement.Figures, contents.Financing, sides),
            Purpose = description.Purpose,
            SharedChallenge = description.SharedChallenge,
            TargetGroup = description.TargetGroup,
            Summary = description.PlainLanguageSummary,
            Commitments = [.. contents.Commitments.Select(c => new PublicCommitment(SideOf(c.PartyId), c.Statement))],
            QualityTerms = [.. contents.QualityTerms.Select(quality => quality.Statement)],
            FollowUp = contents.FollowUpPlan is { } plan
                ? new PublicFollowUp(plan.Schedule, plan.Dates, plan.Description)
                : null,
            Text = [.. contents.Text.Select(text => new PublicClause(text.Title, text.Body))],
            Premises =
            [
                .. contents
                    .Financing.Where(line => line.Kind == ContributionKind.Premises)
                    .Select(line => line.Description)
                    .OfType<string>(),
            ],
            CaseOfficer = agreement.Handling?.CaseOfficer,
            Signatories =
            [
                .. agreement
                    .Signatures.Where(signature => signature.Round == agreement.Round)
                    .SelectMany(
                        signature => signature.Signatories,
                        (signature, person) =>
                            new PublicSignatory(
                                SideOf(signature.PartyId),
                                person.Name,
                                person.Title,
                                signature.SignedOn
                            )
                    ),
            ],
        };

        Side SideOf(Guid partyId) => sides.GetValueOrDefault(partyId, Side.Civil);
    }

    /// <summary>The source's own words stay inside.</summary>
    private static PartialDate? Plain(PartialDate? date) => date is null ? null : date with { AsWritten = null };

    private static PublicFinancing FinancingOf(
        Figures figures,
        IReadOnlyList<FinancingLine> lines,
        Dictionary<Guid, Side> sides
    )
    {
        return new PublicFinancing(
            figures.ContractValue,
            [
                .. lines
                    .Where(line => line.Amount is not null)
                    .GroupBy(line => line.FiscalYear)
                    .OrderBy(year => year.Key)
                    .Select(year => new PublicYear(
                        year.Key,
                        Sum(year, line => IsPublic(line) && line.Kind == ContributionKind.Cash),
                        Sum(year, line => IsPublic(line) && line.Kind != ContributionKind.Cash),
                        Sum(year, line => !IsPublic(line))
                    )),
            ]
        );

        bool IsPublic(FinancingLine line) => sides.GetValueOrDefault(line.FunderPartyId, Side.Civil) == Side.Public;
    }

    private static Money Sum(IEnumerable<FinancingLine> lines, Func<FinancingLine, bool> which) =>
        new(lines.Where(which).Sum(line => line.Amount!.Amount));
}
