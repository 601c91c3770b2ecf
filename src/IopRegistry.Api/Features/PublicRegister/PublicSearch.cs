using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Openness;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>
/// The register's search as a query. Looks at <see cref="PublicAgreement"/> and its keys and at nothing else, so no filter,
/// order or word can tell what is withheld.
/// </summary>
internal static class PublicSearch
{
    private static readonly Sorting<PublicAgreement> Sortable = new Sorting<PublicAgreement>()
        .By("title", a => a.TitleKey)
        .By("endsOn", a => a.EndsOn)
        .By("startsOn", a => a.StartsOn)
        .By("reference", a => a.Reference)
        .By("updatedAt", a => a.UpdatedAt);

    /// <summary>Among equals the index is read in one direction.</summary>
    public static IQueryable<PublicAgreement> InOrder(IQueryable<PublicAgreement> found, string? sort)
    {
        var ordered = Sortable.Apply(found, sort, "title");
        return sort?.StartsWith('-') == true
            ? ordered.ThenByDescending(a => a.AgreementId)
            : ordered.ThenBy(a => a.AgreementId);
    }

    public static IQueryable<PublicAgreement> Matching(IopDbContext db, ListPublicAgreements.Request request)
    {
        var agreements = db.PublicAgreements.AsNoTracking();
        if (request.State is { } state)
        {
            agreements = agreements.Where(a => a.State == state);
        }

        if (request.EndsFrom is { } from)
        {
            agreements = agreements.Where(a => a.EndsOn >= from && a.EndsOn != AgreementParty.UnknownEnd);
        }

        if (request.EndsTo is { } to)
        {
            agreements = agreements.Where(a => a.EndsOn <= to && a.EndsOn != AgreementParty.UnknownEnd);
        }

        if (request.Year is { } year)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            agreements = agreements.Where(a => a.StartsOn <= last && a.EndsOn >= first);
        }

        IEnumerable<string?> keys =
        [
            request.Municipality is { } municipality ? PublicAgreementKey.OfMunicipality(municipality) : null,
            request.County is { } county ? PublicAgreementKey.OfCounty(county) : null,
            request.Organisation is { } organisation ? KeyOf(organisation) : null,
        ];
        foreach (var key in keys.OfType<string>())
        {
            agreements = agreements.Where(a =>
                db.PublicAgreementKeys.Any(k => k.AgreementId == a.AgreementId && k.Key == key)
            );
        }

        return WithWords(db, agreements, request.Text);
    }

    /// <summary>An id, or an organisation number in any of its forms.</summary>
    public static string? KeyOf(string organisation) =>
        Guid.TryParse(organisation, out var id) ? PublicAgreementKey.OfOrganisation(id)
        : OrganisationNumber.TryParse(organisation, out var number, out _) ? PublicAgreementKey.OfOrganisation(number)
        : null;

    private static IQueryable<PublicAgreement> WithWords(
        IopDbContext db,
        IQueryable<PublicAgreement> agreements,
        string? text
    )
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return agreements;
        }

        var words = PublicAgreementKey.WordsOf(text);
        if (words.Count == 0)
        {
            return agreements.Where(_ => false); // nothing but signs, which no word has
        }

        foreach (var word in words)
        {
            var after = IopRegistry.Organisations.OrganisationSearchKey.After(word);
#pragma warning disable CA1309 // becomes >= and < in SQL, on a column that is compared ordinally
            agreements = agreements.Where(a =>
                db.PublicAgreementKeys.Any(k =>
                    k.AgreementId == a.AgreementId
                    && string.Compare(k.Key, word) >= 0
                    && string.Compare(k.Key, after) < 0
                )
            );
#pragma warning restore CA1309
        }

        return agreements;
    }
}
