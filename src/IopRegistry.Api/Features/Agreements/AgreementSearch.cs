using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>
/// The query behind the list. It starts from the organisation's own rows in AgreementParties, which hold what is filtered
/// and sorted by, so that a page costs the same among a thousand agreements and among a million.
/// </summary>
internal static class AgreementSearch
{
    /// <summary>One row of the list, as stored.</summary>
    internal sealed record Row(
        Guid Id,
        int Version,
        string Reference,
        string Title,
        AgreementState State,
        EndedReason? EndedReason,
        DateOnly? StartsOn,
        DateOnly? EndsOn,
        IReadOnlyList<Party> Parties,
        Waiting Waiting,
        DateTimeOffset UpdatedAt
    );

    /// <summary>A party's row beside its agreement.</summary>
    private sealed class Match
    {
        public required AgreementParty Own { get; init; }

        public required Agreement Agreement { get; init; }
    }

    private static readonly Sorting<Match> Sortable = new Sorting<Match>()
        .By("endsOn", m => m.Own.EndsOn)
        .By("startsOn", m => m.Agreement.StartsOn ?? AgreementParty.UnknownEnd)
        .By("title", m => m.Agreement.SearchKey)
        .By("reference", m => m.Agreement.Reference)
        .By("updatedAt", m => m.Agreement.UpdatedAt);

    public static async Task<(IReadOnlyList<Row> Rows, int Total)> FindAsync(
        IopDbContext db,
        Guid organisationId,
        ListAgreements.Request request,
        PageQuery page,
        CancellationToken cancellationToken
    )
    {
        var own = Filter(
            db,
            db.AgreementParties.AsNoTracking().Where(p => p.OrganisationId == organisationId && p.IsFirst),
            organisationId,
            request
        );
        var agreements = Filter(db.Agreements.AsNoTracking(), request);
        var matches = own.Join(
            agreements,
            party => party.AgreementId,
            agreement => agreement.Id,
            (party, agreement) => new Match { Own = party, Agreement = agreement }
        );
        // Counting needs the agreements themselves only when a filter looks at them.
        var counted = LooksAtAgreement(request) ? matches.Select(m => m.Own) : own;
        var total = await counted.CountAsync(cancellationToken);
        var (skip, limit) = (page.Skip, page.Limit); // locals, because what is no local is compiled anew for every call
        var ordered = Sortable.Apply(matches, request.Sort, "endsOn");
        // Most agreements end on 31 December: among equals, too, the index is read in one direction.
        ordered =
            request.Sort?.StartsWith('-') == true
                ? ordered.ThenByDescending(m => m.Own.AgreementId)
                : ordered.ThenBy(m => m.Own.AgreementId);
        var rows = await ordered
            .Skip(skip)
            .Take(limit)
            .Select(m => new Row(
                m.Agreement.Id,
                m.Agreement.Version,
                m.Agreement.Reference,
                m.Agreement.Title,
                m.Agreement.State,
                m.Agreement.EndedReason,
                m.Agreement.StartsOn,
                m.Agreement.EndsOn,
                m.Agreement.Parties,
                m.Agreement.Waiting,
                m.Agreement.UpdatedAt
            ))
            .ToListAsync(cancellationToken);
        return (rows, total);
    }

    private static bool LooksAtAgreement(ListAgreements.Request request) =>
        request.Framework is not null || !string.IsNullOrWhiteSpace(request.Text);

    private static IQueryable<Agreement> Filter(IQueryable<Agreement> agreements, ListAgreements.Request request)
    {
        if (request.Framework is { } framework)
        {
            agreements = agreements.Where(a => a.FrameworkId == framework);
        }

        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            var key = SwedishSort.KeyOf(request.Text);
            agreements =
                key.Length == 0
                    ? agreements.Where(_ => false) // nothing but signs, which no key has
                    : agreements.Where(a => a.SearchKey.Contains(key));
        }

        return agreements;
    }

    private static IQueryable<AgreementParty> Filter(
        IopDbContext db,
        IQueryable<AgreementParty> own,
        Guid organisationId,
        ListAgreements.Request request
    )
    {
        if (request.State is { } state)
        {
            own = own.Where(p => p.State == state);
        }

        if (request.EndsFrom is { } from)
        {
            own = own.Where(p => p.EndsOn >= from);
        }

        if (request.EndsTo is { } to)
        {
            own = own.Where(p => p.EndsOn <= to && p.EndsOn != AgreementParty.UnknownEnd);
        }

        if (request.Party is not null || request.Side is not null)
        {
            var party = request.Party ?? organisationId;
            var side = request.Side;
            own = own.Where(p =>
                db.AgreementParties.Any(other =>
                    other.AgreementId == p.AgreementId
                    && other.OrganisationId == party
                    && (side == null || other.Side == side)
                )
            );
        }

        if (request.Board is { } board)
        {
            own = own.Where(p =>
                db.AgreementParties.Any(other => other.AgreementId == p.AgreementId && other.BoardId == board)
            );
        }

        if (request.Municipality is { } municipality)
        {
            own = own.Where(p =>
                db.AgreementParties.Any(other =>
                    other.AgreementId == p.AgreementId
                    && other.Side == Side.Public
                    && other.MunicipalityCode == municipality
                )
            );
        }

        return WaitingFor(db, own, organisationId, request.WaitingFor);
    }

    private static IQueryable<AgreementParty> WaitingFor(
        IopDbContext db,
        IQueryable<AgreementParty> own,
        Guid organisationId,
        string? waitingFor
    )
    {
        if (waitingFor is null)
        {
            return own;
        }

        Side? side = waitingFor switch
        {
            "public" => Side.Public,
            "civil" => Side.Civil,
            _ => null,
        };
        var organisation = Guid.TryParse(waitingFor, out var named) ? named : organisationId;
        return own.Where(p =>
            db.AgreementParties.Any(other =>
                other.AgreementId == p.AgreementId
                && other.IsWaitedFor
                && (side == null ? other.OrganisationId == organisation : other.Side == side)
            )
        );
    }
}
