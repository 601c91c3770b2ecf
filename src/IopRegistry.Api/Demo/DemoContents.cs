using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Demo;

/// <summary>A complete text with terms on both sides, so that every demo agreement could be signed as it stands.</summary>
internal static class DemoContents
{
    public static Func<Contents, Contents> Of(
        Agreement agreement,
        Party publicParty,
        Party civilParty,
        DateOnly start,
        int months,
        decimal perYear,
        ExtensionClause? extension
    )
    {
        var end = TermDates.EndAfterMonths(start, months);
        return contents =>
            contents with
            {
                Term = new Term(
                    PartialDate.Day(start),
                    PartialDate.Day(end),
                    null,
                    6,
                    [new PartyNotice(civilParty.Id, 3)],
                    extension ?? ExtensionClause.None,
                    [],
                    null
                ),
                Commitments =
                [
                    Promise(civilParty, CommitmentKind.Outcome, "Tar emot den som behöver stöd samma dag."),
                    Promise(
                        publicParty,
                        CommitmentKind.Resource,
                        "Besöker verksamheten inom två dagar efter en placering."
                    ),
                ],
                Text =
                [
                    .. Headings.Compulsory.Select(heading => new Clause(
                        heading.Code,
                        heading.Title.Sv,
                        $"{heading.Title.Sv} för {agreement.Title}: parterna är överens om detta."
                    )),
                ],
                QualityTerms =
                [
                    new QualityTerm(
                        Guid.CreateVersion7(),
                        "Den som söker stöd möter ett svar samma dag.",
                        "quality",
                        civilParty.Id,
                        civilParty.Id,
                        new Indicator(
                            "Andel med svar samma dag",
                            IndicatorKind.Percent,
                            "%",
                            80,
                            95,
                            null,
                            null,
                            ["kön"]
                        ),
                        "halvår",
                        "Egen statistik, endast antal",
                        civilParty.Name
                    ),
                ],
                Financing = [.. Years(start, end).SelectMany(year => Lines(publicParty, civilParty, year, perYear))],
                FollowUpPlan = new FollowUpPlan(FollowUpSchedule.HalfYear, [], "Gemensamt möte vår och höst."),
            };
    }

    private static Commitment Promise(Party party, CommitmentKind kind, string statement) =>
        new(Guid.CreateVersion7(), party.Id, kind, statement);

    private static IEnumerable<int> Years(DateOnly start, DateOnly end) =>
        Enumerable.Range(start.Year, end.Year - start.Year + 1);

    private static FinancingLine[] Lines(Party publicParty, Party civilParty, int year, decimal perYear) =>
        [
            new FinancingLine(
                Guid.CreateVersion7(),
                publicParty.Id,
                ContributionKind.Cash,
                year,
                new Money(perYear),
                AmountKind.Fixed,
                Certainty.Planned,
                null,
                "Årligt bidrag"
            ),
            new FinancingLine(
                Guid.CreateVersion7(),
                civilParty.Id,
                ContributionKind.VolunteerTime,
                year,
                new Money(1_200m * 220m),
                AmountKind.Fixed,
                Certainty.Planned,
                null,
                "Ideell tid",
                1_200m,
                "timmar",
                new Money(220m),
                "Schablon för ideell tid"
            ),
        ];
}
