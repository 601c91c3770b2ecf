using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>Invents organisations and agreements with terms like those of real ones.</summary>
internal sealed class Invention(Dice dice)
{
    private static readonly Description Description = new(
        "Stöd och mötesplats",
        "Behovet är större än vad någon part klarar själv.",
        "Stöd till den som behöver det.",
        "De som söker stöd"
    );

    private static readonly IReadOnlyList<Clause> Text =
    [
        .. Headings.Compulsory.Select(heading => new Clause(heading.Code, heading.Title.Sv, "Enligt samråd.")),
    ];

    /// <summary>One public party at least that decides and pays, and up to four associations.</summary>
    public List<KnownParty> Parties(IReadOnlyList<KnownOrganisation> bodies, IReadOnlyList<KnownOrganisation> associations)
    {
        List<KnownParty> parties = [];
        var publicOnes = dice.Of((80, 1), (17, 2), (3, 3));
        for (var i = 0; i < publicOnes; i++)
        {
            Add(dice.Of(bodies), i == 0 || dice.PerMille(400) ? [PartyRole.Decider, PartyRole.Funder] : [PartyRole.Funder]);
        }

        var civilOnes = dice.Of((70, 1), (15, 2), (10, 3), (5, 4));
        for (var i = 0; i < civilOnes; i++)
        {
            Add(dice.Of(associations), [PartyRole.Initiator, PartyRole.Performer]);
        }

        return parties;

        void Add(KnownOrganisation organisation, PartyRole[] roles)
        {
            if (parties.TrueForAll(party => party.Organisation != organisation))
            {
                parties.Add(
                    new KnownParty(
                        new Party(
                            Guid.CreateVersion7(),
                            organisation.Id,
                            organisation.Name,
                            organisation.Side,
                            roles,
                            organisation.Side == Side.Public && dice.PerMille(700) ? organisation.Board : null,
                            null,
                            null,
                            null,
                            null
                        )
                    )
                    {
                        Organisation = organisation,
                    }
                );
            }
        }
    }

    public int Length() =>
        dice.Of((3, 4), (22, 12), (2, 17), (6, 18), (14, 24), (2, 35), (36, 36), (2, 39), (3, 42), (10, 48));

    /// <summary>Any month, mostly its first day.</summary>
    public DateOnly Start(DateOnly around)
    {
        var month = new DateOnly(around.Year, dice.Of((6, 1), (1, dice.Between(1, 12)), (1, 7)), 1);
        return dice.PerMille(150) ? month.AddDays(dice.Roll(28)) : month;
    }

    public Contents Contents(IReadOnlyList<KnownParty> parties, DateOnly start, int months) =>
        Complete(parties, Term(parties, start, SlowDates.EndOf(start, months)));

    public Term Term(IReadOnlyList<KnownParty> parties, DateOnly start, DateOnly end) =>
        new(
            PartialDate.Day(start),
            PartialDate.Day(end),
            null,
            dice.Of<int?>((15, null), (25, 3), (40, 6), (10, 9), (10, 12)),
            dice.PerMille(150) ? [new PartyNotice(dice.Of(parties).Id, dice.Of((1, 1), (2, 3), (1, 12)))] : [],
            dice.Of(
                (45, ExtensionClause.None),
                (
                    25,
                    new ExtensionClause(
                        ExtensionKind.Automatic,
                        dice.Of((3, 12), (1, 24)),
                        dice.Between(1, 3),
                        NoticeMonths: dice.Of<int?>((1, null), (3, 3), (4, 6)),
                        WithoutConfirmation: dice.PerMille(400)
                    )
                ),
                (
                    20,
                    new ExtensionClause(
                        ExtensionKind.Option,
                        dice.Of((3, 12), (1, 24)),
                        dice.Between(1, 2),
                        DecideMonthsBefore: dice.Of<int?>((1, null), (2, 3), (2, 6))
                    )
                ),
                (10, new ExtensionClause(ExtensionKind.Renegotiate))
            ),
            [],
            null
        );

    /// <summary>What registers know of old agreements: no end, or only its year or month.</summary>
    public Contents Partial(IReadOnlyList<KnownParty> parties, DateOnly start, int months)
    {
        var whole = Contents(parties, start, months);
        var end = whole.Term.End!.Date;
        return whole with
        {
            Term = whole.Term with
            {
                Start = dice.PerMille(200) ? null : new PartialDate(start, dice.Of((1, DatePrecision.Month), (1, DatePrecision.Year))),
                End = dice.Of<PartialDate?>(
                    (2, null),
                    (1, new PartialDate(end, DatePrecision.Year)),
                    (1, new PartialDate(end, DatePrecision.Month))
                ),
            },
        };
    }

    private Contents Complete(IReadOnlyList<KnownParty> parties, Term term) =>
        new(
            Description,
            term,
            [
                .. parties.Select(party => new Commitment(
                    Guid.CreateVersion7(),
                    party.Id,
                    CommitmentKind.Outcome,
                    "Vi gör det vi har lovat."
                )),
            ],
            Text,
            [],
            [.. parties.SelectMany(party => Money(party, term.Start!.Date.Year, term.End!.Date.Year))],
            FollowUps(term.Start!.Date, term.End!.Date)
        );

    private IEnumerable<FinancingLine> Money(KnownParty party, int first, int last)
    {
        if (party.Side == Side.Civil)
        {
            yield return Line(party, ContributionKind.VolunteerTime, first, null, Certainty.Planned, "Ideell tid");
            yield break;
        }

        for (var year = first; year <= last; year++)
        {
            var certainty = dice.Of(
                (year == first ? 80 : 30, Certainty.Decided),
                (60, Certainty.Planned),
                (10, Certainty.Conditional)
            );
            yield return Line(
                party,
                dice.PerMille(950) ? ContributionKind.Cash : ContributionKind.Premises,
                year,
                dice.PerMille(980) ? new Money(dice.Between(50, 2_000) * 1_000m) : null,
                certainty,
                "Verksamhetsstöd"
            );
        }
    }

    private static FinancingLine Line(
        KnownParty party,
        ContributionKind kind,
        int year,
        Money? amount,
        Certainty certainty,
        string description
    ) =>
        new(
            Guid.CreateVersion7(),
            party.Id,
            kind,
            year,
            amount,
            AmountKind.Fixed,
            certainty,
            certainty == Certainty.Decided ? $"KS {year}:{year % 97}" : null,
            description
        );

    private FollowUpPlan FollowUps(DateOnly start, DateOnly end)
    {
        var schedule = dice.Of(
            (10, FollowUpSchedule.Quarter),
            (25, FollowUpSchedule.HalfYear),
            (25, FollowUpSchedule.CalendarYear),
            (10, FollowUpSchedule.SchoolYear),
            (25, FollowUpSchedule.Dates),
            (5, FollowUpSchedule.Described)
        );
        List<DateOnly> dates = [];
        if (schedule == FollowUpSchedule.Dates)
        {
            for (var day = start.AddDays(dice.Between(-20, 200)); day < end.AddDays(40); day = day.AddDays(dice.Between(90, 370)))
            {
                dates.Add(day);
            }
        }

        return new FollowUpPlan(schedule, dates, "Vi ser på perioden tillsammans.");
    }
}
