using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Drafting;

/// <summary>What the partnership is about.</summary>
/// <param name="Title">Short name of the agreement.</param>
/// <param name="SharedChallenge">The need that no party can meet alone (gemensam utmaning).</param>
/// <param name="Purpose">Syfte.</param>
/// <param name="TargetGroup">Målgrupp.</param>
/// <param name="Inclusions">What is inside.</param>
/// <param name="Exclusions">What is expressly outside, such as placements in sheltered housing.</param>
/// <param name="AddedValue">Mervärde.</param>
/// <param name="PlainLanguageSummary">For a reader who has never seen an agreement.</param>
/// <param name="CivilLegalForm">The legal form of the civil parties, as the agreement words it.</param>
/// <param name="Basis">Compact, programme or political goal that it helps to realise.</param>
public sealed record Description(
    string Title,
    string? SharedChallenge,
    string? Purpose,
    string? TargetGroup,
    string? Inclusions = null,
    string? Exclusions = null,
    string? AddedValue = null,
    string? PlainLanguageSummary = null,
    string? CivilLegalForm = null,
    string? Basis = null
)
{
    public const int TitleMaxLength = 300;
    public const int TextMaxLength = 20_000;
}

/// <summary>How a promise is worded. Many method promises look like detailed regulation, which an IOP must not be.</summary>
public enum CommitmentKind
{
    Outcome,
    Method,
    Resource,
}

/// <summary>What one party promises (åtagande); either side.</summary>
public sealed record Commitment(Guid Id, Guid PartyId, CommitmentKind Kind, string Statement);

/// <summary>A headed clause of the text. <paramref name="Heading"/> is one of <see cref="Headings"/> or free.</summary>
public sealed record Clause(string Heading, string Title, string Body);

/// <summary>How quality is seen.</summary>
public enum IndicatorKind
{
    Number,
    Range,
    Percent,
    Boolean,
    Scale,
    Text,
}

/// <summary>An agreed sign of quality (indikator).</summary>
/// <param name="Name">What is looked at.</param>
/// <param name="Kind">How it is expressed.</param>
/// <param name="Unit">Unit of the numbers.</param>
/// <param name="Baseline">Where it stands today.</param>
/// <param name="Target">Where it should be; not for a range.</param>
/// <param name="RangeFrom">Lowest agreed value of a range such as 20–25 places.</param>
/// <param name="RangeTo">Highest agreed value of a range.</param>
/// <param name="SplitBy">What it is told apart by, such as sex or day and night; counts only.</param>
public sealed record Indicator(
    string Name,
    IndicatorKind Kind,
    string? Unit,
    decimal? Baseline,
    decimal? Target,
    decimal? RangeFrom,
    decimal? RangeTo,
    IReadOnlyList<string> SplitBy
);

/// <summary>Jointly agreed quality (kvalitetsvillkor). It binds when every party has confirmed the version it stands in.</summary>
/// <param name="Id">Stays the same from version to version.</param>
/// <param name="Statement">What is agreed.</param>
/// <param name="Principle">The principle it serves, such as dialogue.</param>
/// <param name="ProposedBy">The party that proposed it.</param>
/// <param name="OwnerPartyId">The party that answers for it; either side.</param>
/// <param name="Indicator">How it is seen.</param>
/// <param name="Period">How often it is looked at.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="MeasuredBy">Who measures.</param>
public sealed record QualityTerm(
    Guid Id,
    string Statement,
    string? Principle,
    Guid? ProposedBy,
    Guid? OwnerPartyId,
    Indicator? Indicator,
    string? Period,
    string? Evidence,
    string? MeasuredBy
);

/// <summary>What is contributed (medfinansiering).</summary>
public enum ContributionKind
{
    Cash,
    Premises,
    StaffTime,
    VolunteerTime,
    Goods,
    ThirdPartyMoney,

    /// <summary>In kind, described in words only; real old agreements often say no more.</summary>
    OtherInKind,
}

/// <summary>Whether an amount is exact.</summary>
public enum AmountKind
{
    Fixed,

    /// <summary>At least this much.</summary>
    Floor,
}

/// <summary>How sure the money is.</summary>
public enum Certainty
{
    Planned,
    Conditional,

    /// <summary>Decided, with a reference to the decision.</summary>
    Decided,
}

/// <summary>One stream in one year (finansieringsrad).</summary>
/// <param name="Id">Stays the same from version to version.</param>
/// <param name="FunderPartyId">Who gives.</param>
/// <param name="Kind">Cash or what kind of contribution in kind.</param>
/// <param name="FiscalYear">Calendar year; null where the source only says "per year".</param>
/// <param name="Amount">In SEK. In kind: quantity times unit rate. Null where it is only described.</param>
/// <param name="AmountKind">Fixed, or a floor.</param>
/// <param name="Certainty">Planned, conditional or decided.</param>
/// <param name="DecisionReference">The decision that secures it; compulsory when decided.</param>
/// <param name="Description">What it is.</param>
/// <param name="Quantity">In kind: how much, in <paramref name="Unit"/>.</param>
/// <param name="Unit">In kind: hours, square metres.</param>
/// <param name="UnitRate">In kind: SEK per unit.</param>
/// <param name="RateSource">In kind: where the rate comes from, with its year.</param>
/// <param name="ReplacesGrant">The earlier grant that it absorbs.</param>
public sealed record FinancingLine(
    Guid Id,
    Guid FunderPartyId,
    ContributionKind Kind,
    int? FiscalYear,
    Money? Amount,
    AmountKind AmountKind,
    Certainty Certainty,
    string? DecisionReference,
    string? Description,
    decimal? Quantity = null,
    string? Unit = null,
    Money? UnitRate = null,
    string? RateSource = null,
    string? ReplacesGrant = null
);

/// <summary>When the parties look at the period together.</summary>
public enum FollowUpSchedule
{
    Quarter,
    HalfYear,
    CalendarYear,
    SchoolYear,
    Dates,
    Described,
}

/// <summary>The follow-up plan (uppföljningsplan).</summary>
/// <param name="Schedule">How often.</param>
/// <param name="Dates">The days, where the schedule is by dates.</param>
/// <param name="Description">How it is done, and by whom.</param>
public sealed record FollowUpPlan(FollowUpSchedule Schedule, IReadOnlyList<DateOnly> Dates, string? Description);

/// <summary>Everything that is confirmed and signed as one, apart from the parties themselves.</summary>
public sealed record Contents(
    Description Description,
    Term Term,
    IReadOnlyList<Commitment> Commitments,
    IReadOnlyList<Clause> Text,
    IReadOnlyList<QualityTerm> QualityTerms,
    IReadOnlyList<FinancingLine> Financing,
    FollowUpPlan? FollowUpPlan
)
{
    public static Contents Of(Description description) => new(description, Term.Unknown, [], [], [], [], null);

    /// <summary>The same without what these parties promised; who proposed a quality term stays said.</summary>
    internal Contents Without(IReadOnlyCollection<Guid> partyIds) =>
        this with
        {
            Term = Term with { NoticeByParty = [.. Term.NoticeByParty.Where(n => !partyIds.Contains(n.PartyId))] },
            Commitments = [.. Commitments.Where(c => !partyIds.Contains(c.PartyId))],
            Financing = [.. Financing.Where(line => !partyIds.Contains(line.FunderPartyId))],
            QualityTerms =
            [
                .. QualityTerms.Select(term =>
                    term.OwnerPartyId is { } owner && partyIds.Contains(owner)
                        ? term with
                        {
                            OwnerPartyId = null,
                        }
                        : term
                ),
            ],
        };
}

/// <summary>The parts a new version may change.</summary>
public enum ContentsPart
{
    Description,
    Term,
    Commitments,
    Text,
    QualityTerms,
    Financing,
    FollowUpPlan,
    Parties,
}
