using IopRegistry.Organisations;

namespace IopRegistry.Agreements;

/// <summary>
/// What lists and access look for: one row per party, kept in the transaction that changes the agreement. It holds copies
/// of what lists filter and sort by, so that an organisation's list is one range of one index however many agreements
/// there are in the country.
/// </summary>
public sealed class AgreementParty
{
    /// <summary>Sorts agreements with an unknown end after all others.</summary>
    public static readonly DateOnly UnknownEnd = new(9999, 12, 31);

    public required Guid AgreementId { get; init; }

    public required Guid PartyId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required Side Side { get; init; }

    public Guid? BoardId { get; init; }

    public string? MunicipalityCode { get; init; }

    /// <summary>True for the organisation's first party in the agreement, so that each agreement is listed once.</summary>
    public required bool IsFirst { get; init; }

    public required AgreementState State { get; init; }

    public required DateOnly EndsOn { get; init; }

    /// <summary>True when this party is waited for.</summary>
    public required bool IsWaitedFor { get; init; }

    // What a portfolio sums up; see Prospects.

    public bool IsContinued { get; init; }

    public int? GapDays { get; init; }

    public int OneYearLinks { get; init; }

    public int DaysDecidedLate { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public decimal? PublicCashPerYear { get; init; }

    public static IEnumerable<AgreementParty> Of(Agreement agreement)
    {
        var waitedFor = agreement.Waiting.For.Select(waited => waited.PartyId).ToHashSet();
        var prospects = Prospects.Of(agreement);
        HashSet<Guid> seen = [];
        return agreement.Parties.Select(party => new AgreementParty
        {
            AgreementId = agreement.Id,
            PartyId = party.Id,
            OrganisationId = party.OrganisationId,
            Side = party.Side,
            BoardId = party.BoardId,
            MunicipalityCode = party.MunicipalityCode,
            IsFirst = seen.Add(party.OrganisationId),
            State = agreement.State,
            EndsOn = agreement.EndsOn ?? UnknownEnd,
            IsWaitedFor = waitedFor.Contains(party.Id),
            IsContinued = prospects.IsContinued,
            GapDays = prospects.GapDays,
            OneYearLinks = prospects.OneYearLinks,
            DaysDecidedLate = prospects.DaysDecidedLate,
            WaitingSince = prospects.WaitingSince,
            PublicCashPerYear = prospects.PublicCashPerYear,
        });
    }
}
