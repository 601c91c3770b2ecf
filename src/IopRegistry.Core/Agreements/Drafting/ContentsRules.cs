using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>What a version must have before it can be confirmed, and what a part may not say.</summary>
public static class ContentsRules
{
    /// <summary>Everything that stands in the way of confirming, at once.</summary>
    public static IReadOnlyList<RuleViolation> Missing(Contents contents, IReadOnlyList<Party> parties)
    {
        List<RuleViolation> missing = [];
        var described = contents.Description;
        if (
            string.IsNullOrWhiteSpace(described.Title)
            || string.IsNullOrWhiteSpace(described.SharedChallenge)
            || string.IsNullOrWhiteSpace(described.Purpose)
            || string.IsNullOrWhiteSpace(described.TargetGroup)
        )
        {
            missing.Add(DescriptionIncomplete);
        }

        var absent = Headings
            .Compulsory.Where(heading =>
                !contents.Text.Any(clause =>
                    string.Equals(clause.Heading, heading.Code, StringComparison.Ordinal)
                    && !string.IsNullOrWhiteSpace(clause.Body)
                )
            )
            .ToList();
        if (absent.Count > 0)
        {
            missing.Add(TextIncomplete(absent));
        }

        foreach (var side in Enum.GetValues<Side>())
        {
            var ofSide = parties.Where(party => party.Side == side).Select(party => party.Id).ToHashSet();
            if (ofSide.Count == 0)
            {
                missing.Add(SideMissing(side));
            }

            if (!contents.Commitments.Any(c => ofSide.Contains(c.PartyId) && !string.IsNullOrWhiteSpace(c.Statement)))
            {
                missing.Add(CommitmentMissing(side));
            }

            if (!contents.Financing.Any(line => ofSide.Contains(line.FunderPartyId) && IsContribution(line)))
            {
                missing.Add(ContributionMissing(side));
            }
        }

        if (contents.Term.Start?.Precision != DatePrecision.Day || contents.Term.End?.Precision != DatePrecision.Day)
        {
            missing.Add(TermUnknown);
        }

        if (contents.Term.Extension is { Kind: ExtensionKind.Automatic or ExtensionKind.Option, IsCountable: false })
        {
            missing.Add(ExtensionIncomplete);
        }

        if (contents.FollowUpPlan is null)
        {
            missing.Add(FollowUpPlanMissing);
        }

        return missing;
    }

    /// <summary>What is wrong in itself, whoever says it; refused when the part is written.</summary>
    public static IReadOnlyList<RuleViolation> Wrong(Contents contents, IReadOnlyList<Party> parties)
    {
        // Who has left promises nothing, but may have proposed what stands.
        var everyone = parties.Select(party => party.Id).ToHashSet();
        var present = parties.Where(party => party.LeftOn is null).Select(party => party.Id).ToHashSet();
        List<RuleViolation> wrong = [.. Impossible(contents)];
        wrong.AddRange(
            References(contents)
                .Where(reference => !present.Contains(reference.PartyId))
                .Concat(Proposers(contents).Where(reference => !everyone.Contains(reference.PartyId)))
                .Select(reference => UnknownParty(reference.Pointer))
        );
        wrong.AddRange(contents.Financing.SelectMany(WrongIn));
        return wrong;
    }

    /// <summary>What nothing can be counted from, wherever it comes from; refused even of an imported agreement.</summary>
    public static IReadOnlyList<RuleViolation> Impossible(Contents contents)
    {
        List<RuleViolation> impossible = [];
        var term = contents.Term;
        if (term is { Start: { } start, End: { } end } && end.Latest < start.Earliest)
        {
            impossible.Add(EndsBeforeItStarts);
        }

        int?[] years = [term.Start?.Earliest.Year, term.End?.Latest.Year];
        long?[] months =
        [
            term.StatedMonths,
            term.NoticeMonths,
            term.Extension.NoticeMonths,
            term.Extension.DecideMonthsBefore,
            term.Extension.Months,
            term.Extension.MostTimes,
            (long)term.Extension.Months * term.Extension.MostTimes,
            .. term.NoticeByParty.Select(notice => (long?)notice.Months),
        ];
        if (years.Any(year => year is < FirstYear or > LastYear) || months.Any(m => m is < 0 or > Term.MaxMonths))
        {
            impossible.Add(TermOutOfRange);
        }

        impossible.AddRange(
            contents
                .Financing.Select((line, index) => (line, index))
                .Where(at =>
                    new[] { at.line.Amount?.Amount, at.line.Quantity, at.line.UnitRate?.Amount }.Any(number =>
                        number is < 0 or > MostMoney
                    )
                )
                .Select(at => AmountOutOfRange($"/financing/{at.index}/amount"))
        );
        if (impossible.Count == 0 && contents.Financing.Sum(line => line.Amount?.Amount ?? 0) > MostMoney)
        {
            impossible.Add(AmountOutOfRange("/financing"));
        }

        return impossible;
    }

    /// <summary>A thousand billion kronor; every sum that can be made of it, extensions counted in, can be written.</summary>
    private const decimal MostMoney = 1_000_000_000_000m;

    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    /// <summary>An amount, or what it is in words; a line that says neither gives nothing.</summary>
    private static bool IsContribution(FinancingLine line) =>
        line.Amount is { } amount ? amount.Amount > 0 : !string.IsNullOrWhiteSpace(line.Description);

    private static IEnumerable<(Guid PartyId, string Pointer)> References(Contents contents)
    {
        IEnumerable<(Guid? PartyId, string Pointer)> references =
        [
            .. contents.Commitments.Select((c, i) => ((Guid?)c.PartyId, $"/commitments/{i}/partyId")),
            .. contents.Financing.Select((line, i) => ((Guid?)line.FunderPartyId, $"/financing/{i}/funderPartyId")),
            .. contents.Term.NoticeByParty.Select((n, i) => ((Guid?)n.PartyId, $"/term/noticeByParty/{i}/partyId")),
            .. contents.QualityTerms.Select((term, i) => (term.OwnerPartyId, $"/qualityTerms/{i}/ownerPartyId")),
        ];
        return references.Where(r => r.PartyId is not null).Select(r => (r.PartyId!.Value, r.Pointer));
    }

    private static IEnumerable<(Guid PartyId, string Pointer)> Proposers(Contents contents) =>
        contents
            .QualityTerms.Select((term, i) => (term.ProposedBy, Pointer: $"/qualityTerms/{i}/proposedBy"))
            .Where(r => r.ProposedBy is not null)
            .Select(r => (r.ProposedBy!.Value, r.Pointer));

    private static IEnumerable<RuleViolation> WrongIn(FinancingLine line, int index)
    {
        if (line.Certainty == Certainty.Decided && string.IsNullOrWhiteSpace(line.DecisionReference))
        {
            yield return DecidedWithoutReference(index);
        }

        if (
            line is { Quantity: { } quantity, UnitRate: { } rate, Amount: { } amount }
            && quantity <= MostMoney
            && Math.Round(quantity * rate.Amount, 2, MidpointRounding.AwayFromZero) != amount.Amount
        )
        {
            yield return InKindDoesNotAddUp(index);
        }
    }

    public static RuleViolation DescriptionIncomplete { get; } =
        Guard(
            "description-incomplete",
            "Titel, gemensam utmaning, syfte och målgrupp ska vara beskrivna.",
            "Title, shared challenge, purpose and target group must be described."
        );

    public static RuleViolation TextIncomplete(IReadOnlyList<Heading> absent) =>
        Guard(
            "text-incomplete",
            "Texten saknar: " + string.Join("; ", absent.Select(heading => heading.Title.Sv)) + ".",
            "The text lacks: " + string.Join("; ", absent.Select(heading => heading.Title.En)) + "."
        );

    public static RuleViolation SideMissing(Side side) =>
        Guard(
            side == Side.Public ? "public-party-missing" : "civil-party-missing",
            side == Side.Public ? "Det finns ingen offentlig part." : "Det finns ingen idéburen part.",
            side == Side.Public ? "There is no public party." : "There is no civil party."
        );

    public static RuleViolation CommitmentMissing(Side side) =>
        Guard(
            side == Side.Public ? "public-commitment-missing" : "civil-commitment-missing",
            side == Side.Public ? "Den offentliga sidan har inget åtagande." : "Den idéburna sidan har inget åtagande.",
            side == Side.Public ? "The public side has no commitment." : "The civil side has no commitment."
        );

    public static RuleViolation ContributionMissing(Side side) =>
        Guard(
            side == Side.Public ? "public-contribution-missing" : "civil-contribution-missing",
            side == Side.Public
                ? "Den offentliga sidan bidrar inte till finansieringen."
                : "Den idéburna sidan bidrar inte till finansieringen.",
            side == Side.Public ? "The public side contributes nothing." : "The civil side contributes nothing."
        );

    public static RuleViolation TermUnknown { get; } =
        Guard(
            "term-unknown",
            "Första och sista dag ska vara bestämda på dagen.",
            "The first and the last day must be known to the day."
        );

    public static RuleViolation FollowUpPlanMissing { get; } =
        Guard("follow-up-plan-missing", "Uppföljningsplan saknas.", "There is no follow-up plan.");

    public static RuleViolation EndsBeforeItStarts { get; } =
        Wrong(
            "agreement-ends-before-it-starts",
            "Ett avtal slutar tidigast den dag det börjar.",
            "An agreement ends on or after its first day.",
            "/term/end"
        );

    public static RuleViolation TermOutOfRange { get; } =
        Wrong(
            "term-out-of-range",
            "Dagar ligger mellan 1900 och 2999, och månader mellan 0 och 600.",
            "Days lie between 1900 and 2999, and months between 0 and 600.",
            "/start"
        );

    public static RuleViolation ExtensionIncomplete { get; } =
        Guard(
            "extension-incomplete",
            "En förlängningsklausul säger hur många månader och hur många gånger.",
            "An extension clause says how many months and how many times."
        );

    public static RuleViolation AmountOutOfRange(string pointer) =>
        Wrong(
            "amount-out-of-range",
            "Belopp och mängder är noll eller mer, tillsammans högst tusen miljarder.",
            "Amounts and quantities are zero or more, together at most a thousand billion.",
            pointer
        );

    public static RuleViolation UnknownParty(string pointer) =>
        Wrong("unknown-party", "Parten finns inte i avtalet.", "The party is not in the agreement.", pointer);

    public static RuleViolation DecidedWithoutReference(int index) =>
        Wrong(
            "decided-without-reference",
            "Beslutade pengar ska hänvisa till beslutet.",
            "Decided money must refer to the decision.",
            $"/financing/{index}/decisionReference"
        );

    public static RuleViolation InKindDoesNotAddUp(int index) =>
        Wrong(
            "in-kind-does-not-add-up",
            "Beloppet är inte mängd gånger pris per enhet.",
            "The amount is not quantity times unit rate.",
            $"/financing/{index}/amount"
        );

    private static RuleViolation Guard(string code, string sv, string en) =>
        new(
            code,
            RefusalKind.Conflict,
            new("Versionen är inte komplett.", "The version is not complete."),
            new(sv, en)
        );

    private static RuleViolation Wrong(string code, string sv, string en, string pointer) =>
        new(
            code,
            RefusalKind.Invalid,
            new("Innehållet stämmer inte.", "The contents are not right."),
            new(sv, en),
            pointer
        );
}
