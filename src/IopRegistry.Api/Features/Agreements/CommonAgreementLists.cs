using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Row = IopRegistry.Api.Features.Agreements.AgreementSearch.Row;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>
/// The lists that nearly everybody asks for: all the own agreements, or those in one state, in order of their end. Compiled
/// once and answered in one round trip, where <see cref="AgreementSearch"/> puts its queries together for every call.
/// </summary>
internal static class CommonAgreementLists
{
    /// <summary>A row of the page, and how many rows there are on all pages.</summary>
    private sealed record Counted(Row Row, int Total);

    private static readonly PerModel<Func<IopDbContext, Guid, int, int, IAsyncEnumerable<Counted>>> All = new(() =>
        EF.CompileAsyncQuery(
            (IopDbContext db, Guid organisationId, int skip, int take) =>
                db
                    .AgreementParties.Where(p => p.OrganisationId == organisationId && p.IsFirst)
                    .Join(db.Agreements, p => p.AgreementId, a => a.Id, (p, a) => new { Own = p, Agreement = a })
                    .OrderBy(m => m.Own.EndsOn)
                    .ThenBy(m => m.Own.AgreementId)
                    .Skip(skip)
                    .Take(take)
                    .Select(m => new Counted(
                        new Row(
                            m.Agreement.Id,
                            m.Agreement.Reference,
                            m.Agreement.Title,
                            m.Agreement.State,
                            m.Agreement.EndedReason,
                            m.Agreement.StartsOn,
                            m.Agreement.EndsOn,
                            m.Agreement.Parties,
                            m.Agreement.Waiting,
                            m.Agreement.UpdatedAt
                        ),
                        db.AgreementParties.Count(p => p.OrganisationId == organisationId && p.IsFirst)
                    ))
        )
    );

    private static readonly PerModel<
        Func<IopDbContext, Guid, AgreementState, int, int, IAsyncEnumerable<Counted>>
    > InState = new(() =>
        EF.CompileAsyncQuery(
            (IopDbContext db, Guid organisationId, AgreementState state, int skip, int take) =>
                db
                    .AgreementParties.Where(p => p.OrganisationId == organisationId && p.IsFirst && p.State == state)
                    .Join(db.Agreements, p => p.AgreementId, a => a.Id, (p, a) => new { Own = p, Agreement = a })
                    .OrderBy(m => m.Own.EndsOn)
                    .ThenBy(m => m.Own.AgreementId)
                    .Skip(skip)
                    .Take(take)
                    .Select(m => new Counted(
                        new Row(
                            m.Agreement.Id,
                            m.Agreement.Reference,
                            m.Agreement.Title,
                            m.Agreement.State,
                            m.Agreement.EndedReason,
                            m.Agreement.StartsOn,
                            m.Agreement.EndsOn,
                            m.Agreement.Parties,
                            m.Agreement.Waiting,
                            m.Agreement.UpdatedAt
                        ),
                        db.AgreementParties.Count(p =>
                            p.OrganisationId == organisationId && p.IsFirst && p.State == state
                        )
                    ))
        )
    );

    /// <summary>Whether nothing is asked for but a state and a page.</summary>
    public static bool Covers(ListAgreements.Request request) =>
        request == new ListAgreements.Request(State: request.State, Page: request.Page, Limit: request.Limit);

    /// <summary>Null for a page after the last one, which has no row to carry the count.</summary>
    public static async Task<(IReadOnlyList<Row> Rows, int Total)?> FindAsync(
        IopDbContext db,
        Guid organisationId,
        AgreementState? state,
        PageQuery page,
        CancellationToken cancellationToken
    )
    {
        var found = state is { } one
            ? InState.For(db)(db, organisationId, one, page.Skip, page.Limit)
            : All.For(db)(db, organisationId, page.Skip, page.Limit);
        var rows = new List<Row>(page.Limit);
        var total = 0;
        await foreach (var counted in found.WithCancellation(cancellationToken))
        {
            rows.Add(counted.Row);
            total = counted.Total;
        }

        return rows.Count > 0 ? (rows, total) : null;
    }
}
