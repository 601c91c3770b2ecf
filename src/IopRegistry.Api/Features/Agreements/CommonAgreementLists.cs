using System.Runtime.InteropServices;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Row = IopRegistry.Api.Features.Agreements.AgreementSearch.Row;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>
/// The lists that nearly everybody asks for: all the own agreements, or those in one state, in order of their end. Their
/// queries are compiled once, where <see cref="AgreementSearch"/> puts its own together for every call, and what is on a
/// page is asked before its rows are read, because it is mostly what it was the last time.
/// </summary>
internal static class CommonAgreementLists
{
    /// <summary>What a page shows: which agreements in which version, and how many there are on all pages.</summary>
    internal sealed record State(IReadOnlyList<Place> Places, int Total)
    {
        public bool Equals(State? other) =>
            other is not null && Total == other.Total && Places.SequenceEqual(other.Places);

        public override int GetHashCode() => HashCode.Combine(Total, Places.Count);
    }

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(Guid AgreementId, int Version);

    private sealed record Counted(Guid AgreementId, int Version, int Total);

    private static readonly PerModel<Func<IopDbContext, Guid, int, int, IAsyncEnumerable<Counted>>> All = new(() =>
        EF.CompileAsyncQuery(
            (IopDbContext db, Guid organisationId, int skip, int take) =>
                db
                    .AgreementParties.Where(p => p.OrganisationId == organisationId && p.IsFirst)
                    .OrderBy(p => p.EndsOn)
                    .ThenBy(p => p.AgreementId)
                    .Skip(skip)
                    .Take(take)
                    .Join(db.Agreements, p => p.AgreementId, a => a.Id, (p, a) => new { Own = p, a.Version })
                    .OrderBy(m => m.Own.EndsOn)
                    .ThenBy(m => m.Own.AgreementId)
                    .Select(m => new Counted(
                        m.Own.AgreementId,
                        m.Version,
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
                    .OrderBy(p => p.EndsOn)
                    .ThenBy(p => p.AgreementId)
                    .Skip(skip)
                    .Take(take)
                    .Join(db.Agreements, p => p.AgreementId, a => a.Id, (p, a) => new { Own = p, a.Version })
                    .OrderBy(m => m.Own.EndsOn)
                    .ThenBy(m => m.Own.AgreementId)
                    .Select(m => new Counted(
                        m.Own.AgreementId,
                        m.Version,
                        db.AgreementParties.Count(p =>
                            p.OrganisationId == organisationId && p.IsFirst && p.State == state
                        )
                    ))
        )
    );

    private static readonly PerModel<Func<IopDbContext, Guid[], IAsyncEnumerable<Row>>> Rows = new(() =>
        EF.CompileAsyncQuery(
            (IopDbContext db, Guid[] ids) =>
                db
                    .Agreements.Where(a => ids.Contains(a.Id))
                    .Select(a => new Row(
                        a.Id,
                        a.Version,
                        a.Reference,
                        a.Title,
                        a.State,
                        a.EndedReason,
                        a.StartsOn,
                        a.EndsOn,
                        a.Parties,
                        a.Waiting,
                        a.UpdatedAt
                    ))
        )
    );

    /// <summary>Whether nothing is asked for but a state and a page.</summary>
    public static bool Covers(ListAgreements.Request request) =>
        request == new ListAgreements.Request(State: request.State, Page: request.Page, Limit: request.Limit);

    /// <summary>Null for a page without rows: the count comes with the rows.</summary>
    public static async Task<State?> StateAsync(
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
        var places = new List<Place>(page.Limit);
        var total = 0;
        await foreach (var counted in found.WithCancellation(cancellationToken))
        {
            places.Add(new Place(counted.AgreementId, counted.Version));
            total = counted.Total;
        }

        return places.Count > 0 ? new State(places, total) : null;
    }

    /// <summary>The rows of a page, and the state that they were read in.</summary>
    public static async Task<(IReadOnlyList<Row> Rows, State State)> ReadAsync(
        IopDbContext db,
        State state,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, Row>(state.Places.Count);
        await foreach (
            var row in Rows.For(db)(db, [.. state.Places.Select(place => place.AgreementId)])
                .WithCancellation(cancellationToken)
        )
        {
            found.Add(row.Id, row);
        }

        // An agreement is never deleted, so that every place has its row.
        Row[] rows = [.. state.Places.Select(place => found[place.AgreementId])];
        return (rows, new State([.. rows.Select(row => new Place(row.Id, row.Version))], state.Total));
    }
}
