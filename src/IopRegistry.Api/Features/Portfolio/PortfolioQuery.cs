using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Portfolio;

/// <summary>
/// An organisation's unfinished agreements in a few numbers each, read from its own rows of AgreementParties in one range of
/// an index: it costs what the organisation has, not what exists. Titles are read of those that are shown.
/// </summary>
internal static class PortfolioQuery
{
    private static readonly AgreementState[] Unfinished =
    [
        AgreementState.Proposed,
        AgreementState.Assessing,
        AgreementState.Negotiating,
        AgreementState.Deciding,
        AgreementState.Signing,
        AgreementState.Signed,
        AgreementState.Active,
    ];

    /// <summary>One agreement, as stored with the organisation's party.</summary>
    internal sealed record Row(
        Guid AgreementId,
        bool IsFirst,
        bool IsWaitedFor,
        AgreementState State,
        DateOnly EndsOn,
        bool IsContinued,
        int? GapDays,
        int OneYearLinks,
        int DaysDecidedLate,
        DateTimeOffset? WaitingSince,
        decimal? PublicCashPerYear
    )
    {
        public bool IsLive => State is AgreementState.Signed or AgreementState.Active;

        public bool HasEnd => EndsOn != AgreementParty.UnknownEnd;
    }

    public static async Task<IReadOnlyList<Row>> ReadAsync(
        IopDbContext db,
        Guid organisationId,
        Guid? board,
        string? municipality,
        CancellationToken cancellationToken
    )
    {
        var own = db
            .AgreementParties.AsNoTracking()
            .Where(p => p.OrganisationId == organisationId && Unfinished.Contains(p.State));
        if (board is { } wanted)
        {
            own = own.Where(p =>
                db.AgreementParties.Any(other => other.AgreementId == p.AgreementId && other.BoardId == wanted)
            );
        }

        if (municipality is not null)
        {
            own = own.Where(p =>
                db.AgreementParties.Any(other =>
                    other.AgreementId == p.AgreementId
                    && other.Side == Side.Public
                    && other.MunicipalityCode == municipality
                )
            );
        }

        var rows = await own.Select(p => new Row(
                p.AgreementId,
                p.IsFirst,
                p.IsWaitedFor,
                p.State,
                p.EndsOn,
                p.IsContinued,
                p.GapDays,
                p.OneYearLinks,
                p.DaysDecidedLate,
                p.WaitingSince,
                p.PublicCashPerYear
            ))
            .ToListAsync(cancellationToken);
        // An organisation with two parties in an agreement has it once, and is waited for when either is.
        var waitedFor = rows.Where(row => row is { IsFirst: false, IsWaitedFor: true })
            .Select(row => row.AgreementId)
            .ToHashSet();
        return
        [
            .. rows.Where(row => row.IsFirst)
                .Select(row => waitedFor.Contains(row.AgreementId) ? row with { IsWaitedFor = true } : row),
        ];
    }

    private sealed record Shown(
        Guid Id,
        string Reference,
        string Title,
        DateOnly? StartsOn,
        Successor? Successor,
        Waiting Waiting
    );

    /// <summary>The rows with what a reader needs to know them by, in the order given.</summary>
    public static async Task<IReadOnlyDictionary<Guid, PortfolioItem>> ItemsAsync(
        IopDbContext db,
        IEnumerable<Row> rows,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var wanted = rows.DistinctBy(row => row.AgreementId).ToDictionary(row => row.AgreementId);
        if (wanted.Count == 0)
        {
            return new Dictionary<Guid, PortfolioItem>();
        }

        Guid[] ids = [.. wanted.Keys];
        var shown = await db
            .Agreements.AsNoTracking()
            .Where(a => ids.Contains(a.Id))
            .Select(a => new Shown(a.Id, a.Reference, a.Title, a.StartsOn, a.Successor, a.Waiting))
            .ToListAsync(cancellationToken);
        return shown.ToDictionary(
            a => a.Id,
            a => PortfolioItem.Of(wanted[a.Id], a.Reference, a.Title, a.StartsOn, a.Successor, a.Waiting, http)
        );
    }
}
