using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>From when to when, notice and extension, as a client writes it.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="NoticeMonths">Notice period for every party without one of its own.</param>
/// <param name="NoticeByParty">Parties with a notice period of their own.</param>
/// <param name="Extension">The extension clause; none when absent.</param>
/// <param name="Seasons">Parts of the year when it runs.</param>
/// <param name="StartCondition">What must be in place before it can start.</param>
public sealed record TermInput(
    PartialDate Start,
    PartialDate End,
    int? NoticeMonths = null,
    IReadOnlyList<PartyNotice>? NoticeByParty = null,
    ExtensionClause? Extension = null,
    IReadOnlyList<Season>? Seasons = null,
    string? StartCondition = null
)
{
    public Term ToTerm() =>
        new(
            Start,
            End,
            null,
            NoticeMonths,
            NoticeByParty ?? [],
            Extension ?? ExtensionClause.None,
            Seasons ?? [],
            StartCondition
        );
}

/// <summary>What one party promises (åtagande).</summary>
/// <param name="PartyId">Who promises.</param>
/// <param name="Kind">Outcome, method or resource.</param>
/// <param name="Statement">The promise.</param>
/// <param name="Id">Of one that is there already.</param>
public sealed record CommitmentInput(Guid PartyId, CommitmentKind Kind, string Statement, Guid? Id = null)
{
    public Commitment ToCommitment() => new(Id ?? Guid.CreateVersion7(), PartyId, Kind, Statement);
}

/// <summary>Jointly agreed quality (kvalitetsvillkor).</summary>
/// <param name="Statement">What is agreed.</param>
/// <param name="Principle">The principle it serves.</param>
/// <param name="ProposedBy">The party that proposed it.</param>
/// <param name="OwnerPartyId">The party that answers for it.</param>
/// <param name="Indicator">How it is seen.</param>
/// <param name="Period">How often it is looked at.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="MeasuredBy">Who measures.</param>
/// <param name="Id">Of one that is there already.</param>
public sealed record QualityTermInput(
    string Statement,
    string? Principle = null,
    Guid? ProposedBy = null,
    Guid? OwnerPartyId = null,
    IndicatorInput? Indicator = null,
    string? Period = null,
    string? Evidence = null,
    string? MeasuredBy = null,
    Guid? Id = null
)
{
    public QualityTerm ToQualityTerm() =>
        new(
            Id ?? Guid.CreateVersion7(),
            Statement,
            Principle,
            ProposedBy,
            OwnerPartyId,
            Indicator?.ToIndicator(),
            Period,
            Evidence,
            MeasuredBy
        );
}

/// <summary>How quality is seen (indikator).</summary>
/// <param name="Name">What is looked at.</param>
/// <param name="Kind">How it is expressed.</param>
/// <param name="Unit">Unit of the numbers.</param>
/// <param name="Baseline">Where it stands today.</param>
/// <param name="Target">Where it should be.</param>
/// <param name="RangeFrom">Lowest value of a range.</param>
/// <param name="RangeTo">Highest value of a range.</param>
/// <param name="SplitBy">What it is told apart by.</param>
public sealed record IndicatorInput(
    string Name,
    IndicatorKind Kind,
    string? Unit = null,
    decimal? Baseline = null,
    decimal? Target = null,
    decimal? RangeFrom = null,
    decimal? RangeTo = null,
    IReadOnlyList<string>? SplitBy = null
)
{
    public Indicator ToIndicator() => new(Name, Kind, Unit, Baseline, Target, RangeFrom, RangeTo, SplitBy ?? []);
}

/// <summary>One stream in one year.</summary>
/// <param name="FunderPartyId">Who gives.</param>
/// <param name="Kind">Cash or what kind of contribution in kind.</param>
/// <param name="FiscalYear">Calendar year.</param>
/// <param name="Amount">In SEK; worked out from quantity and unit rate when absent.</param>
/// <param name="AmountKind">Fixed, or a floor.</param>
/// <param name="Certainty">Planned, conditional or decided.</param>
/// <param name="DecisionReference">Compulsory when decided.</param>
/// <param name="Description">What it is.</param>
/// <param name="Quantity">In kind: how much.</param>
/// <param name="Unit">In kind: of what.</param>
/// <param name="UnitRate">In kind: SEK per unit.</param>
/// <param name="RateSource">In kind: where the rate comes from, with its year.</param>
/// <param name="ReplacesGrant">The earlier grant that it absorbs.</param>
/// <param name="Id">Of one that is there already.</param>
public sealed record FinancingLineInput(
    Guid FunderPartyId,
    ContributionKind Kind,
    int FiscalYear,
    Money? Amount = null,
    AmountKind AmountKind = AmountKind.Fixed,
    Certainty Certainty = Certainty.Planned,
    string? DecisionReference = null,
    string? Description = null,
    decimal? Quantity = null,
    string? Unit = null,
    Money? UnitRate = null,
    string? RateSource = null,
    string? ReplacesGrant = null,
    Guid? Id = null
)
{
    public FinancingLine ToLine() =>
        new(
            Id ?? Guid.CreateVersion7(),
            FunderPartyId,
            Kind,
            FiscalYear,
            Amount
                ?? (
                    Quantity is { } quantity && UnitRate is { } rate
                        ? new Money(Math.Round(quantity * rate.Amount, 2, MidpointRounding.AwayFromZero))
                        : null
                ),
            AmountKind,
            Certainty,
            DecisionReference,
            Description,
            Quantity,
            Unit,
            UnitRate,
            RateSource,
            ReplacesGrant
        );
}
