using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>The search as a query: which organisations, and in which order.</summary>
internal static class OrganisationSearch
{
    public static IQueryable<Organisation> Matching(SearchOrganisations.Request request, IopDbContext db)
    {
        var organisations = db.Organisations.AsNoTracking();
        var keys = db.Set<OrganisationSearchKey>();
        if (request.OrganisationNumber is { } text)
        {
            var number = SharedKernel.OrganisationNumber.Parse(text).Digits;
            organisations = organisations.Where(o => o.OrganisationNumber == number);
        }

        if (request.Side is { } side)
        {
            organisations = organisations.Where(o => o.Side == side);
        }

        if (request.LegalForm is { } legalForm)
        {
            organisations = organisations.Where(o => o.LegalForm == legalForm);
        }

        if (request.MunicipalityCode is { } municipality)
        {
            organisations = organisations.Where(o => o.MunicipalityCode == municipality);
        }

        foreach (var word in OrganisationSearchKey.WordsOf(request.Name ?? ""))
        {
            var after = OrganisationSearchKey.After(word);
#pragma warning disable CA1309 // becomes >= and < in SQL, on a column that is compared ordinally
            organisations = organisations.Where(o =>
                keys.Any(k =>
                    k.OrganisationId == o.Id && string.Compare(k.Key, word) >= 0 && string.Compare(k.Key, after) < 0
                )
            );
#pragma warning restore CA1309
        }

        return organisations;
    }

    public static IOrderedQueryable<Organisation> InOrder(
        IQueryable<Organisation> found,
        SearchOrganisations.Request request
    ) => request.Name is null ? ByIndex(found, request.Sort) : ByMatch(found, request.Sort);

    /// <summary>Name and id in the same direction, so that one index serves both and the page's end stops the reading.</summary>
    private static IOrderedQueryable<Organisation> ByIndex(IQueryable<Organisation> found, string sort) =>
        IsDescending(sort)
            ? found.OrderByDescending(o => o.SortKey).ThenByDescending(o => o.Id)
            : found.OrderBy(o => o.SortKey).ThenBy(o => o.Id);

    /// <summary>
    /// The same order, said so that no index has it: names that match a word lie together in the order, and a planner that
    /// walks the order to meet them reads nearly everyone first (at 300 000 organisations 1.3 s, this way 0.1 s).
    /// </summary>
    private static IOrderedQueryable<Organisation> ByMatch(IQueryable<Organisation> found, string sort) =>
        IsDescending(sort)
            ? found.OrderByDescending(o => o.SortKey + "").ThenByDescending(o => o.Id)
            : found.OrderBy(o => o.SortKey + "").ThenBy(o => o.Id);

    private static bool IsDescending(string sort) => sort.StartsWith('-');
}
