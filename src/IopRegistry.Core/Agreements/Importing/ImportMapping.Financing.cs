using System.Globalization;
using System.Text.RegularExpressions;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

// What each side contributes, as far as the source says.
public static partial class ImportMapping
{
    /// <summary>
    /// Money is the public party's. It is decided where the source names a decision and neither is only a proposal, and
    /// planned otherwise. What the civil side contributes stands on its first party, since the source speaks of all as one.
    /// </summary>
    private static List<FinancingLine> FinancingOf(
        ImportRecord record,
        List<Party> parties,
        AgreementState state,
        AgreementVersion? previous,
        Actor by
    )
    {
        List<FinancingLine> lines = [];
        var decision = record.Text(ImportFields.Decision);
        var isDecided = decision is not null && state != AgreementState.Proposed && !Proposal().IsMatch(decision);
        foreach (var (year, amount) in record.Amounts)
        {
            Add(
                ContributionKind.Cash,
                parties[0],
                int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var fiscalYear)
                    ? fiscalYear
                    : null,
                new Money(amount),
                isDecided ? Certainty.Decided : Certainty.Planned,
                isDecided ? decision : null,
                null
            );
        }

        AddInKind(parties[0], record.Text(ImportFields.PublicInKind));
        AddInKind(parties.Find(party => party.Side == Side.Civil), record.Text(ImportFields.NgoContribution));
        return lines;

        void AddInKind(Party? funder, string? description)
        {
            if (funder is not null && description is not null)
            {
                Add(ContributionKind.OtherInKind, funder, null, null, Certainty.Planned, null, description);
            }
        }

        void Add(
            ContributionKind kind,
            Party funder,
            int? fiscalYear,
            Money? amount,
            Certainty certainty,
            string? decisionReference,
            string? description
        ) =>
            lines.Add(
                new FinancingLine(
                    previous
                        ?.Contents.Financing.FirstOrDefault(line =>
                            line.FunderPartyId == funder.Id && line.Kind == kind && line.FiscalYear == fiscalYear
                        )
                        ?.Id
                        ?? Guid.CreateVersion7(by.At),
                    funder.Id,
                    kind,
                    fiscalYear,
                    amount,
                    AmountKind.Fixed,
                    certainty,
                    decisionReference,
                    description
                )
            );
    }

    [GeneratedRegex(
        @"^\s*(?:proposal|proposed|förslag)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Proposal();
}
