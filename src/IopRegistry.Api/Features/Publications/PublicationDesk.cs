using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Publications;

/// <summary>An agreement with what of it is public, as chosen until now.</summary>
internal sealed record Weighed(Publication Publication, Agreement Agreement, PublicProjection Projection);

/// <summary>What the publication slices do around their one line of domain.</summary>
public sealed class PublicationDesk(
    IopDbContext db,
    AgreementDesk agreements,
    CurrentUser user,
    IHttpContextAccessor accessor
)
{
    private HttpContext Context => accessor.HttpContext!;

    /// <summary>
    /// The publication first and the agreement after it: a change of the agreement in between is then found out when the
    /// choice is saved. 404 when the caller may not see the agreement.
    /// </summary>
    internal async Task<Weighed> WeighAsync(Guid agreementId, CancellationToken cancellationToken)
    {
        var publication = await db
            .Publications.Include(p => p.Entry)
            .SingleOrDefaultAsync(p => p.AgreementId == agreementId, cancellationToken);
        var agreement = await agreements.ReadAsync(agreementId, cancellationToken);
        return await WeighAsync(publication ?? Publication.Of(agreementId), agreement, cancellationToken);
    }

    /// <summary>The same again, after a choice.</summary>
    internal async Task<Weighed> WeighAsync(
        Publication publication,
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        var version = await db
            .AgreementVersions.AsNoTracking()
            .SingleAsync(
                v => v.AgreementId == agreement.Id && v.Number == agreement.ContentsVersion,
                cancellationToken
            );
        var ids = agreement.Parties.Select(party => party.OrganisationId).Distinct().ToList();
        var numbers = await db
            .Organisations.Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.OrganisationNumber, cancellationToken);
        return new Weighed(
            publication,
            agreement,
            PublicProjection.Of(publication, agreement, version.Contents, numbers)
        );
    }

    /// <summary>Who reads and which contents stand are part of what is shown, and no part of what a choice must have read.</summary>
    internal Tagged<PublicationView> Show(Weighed weighed) =>
        new(
            PublicationView.Of(weighed, Languages.Of(Context), LinksOf(weighed)),
            ETags.Of(weighed.Publication.Version, $"{weighed.Agreement.Version}-{agreements.View}")
        );

    private List<Link> LinksOf(Weighed weighed)
    {
        var address = agreements.Address(weighed.Agreement.Id);
        List<Link> links =
        [
            new($"{address}/publication", HttpMethods.Get, "self"),
            new($"{address}/publication/preview", HttpMethods.Get, "preview"),
            new(address, HttpMethods.Get, "agreement"),
        ];
        if (PublicAgreement.IsPublic(weighed.Agreement.State))
        {
            var entry = $"{HttpSetup.BasePath}/public-register/agreements/{weighed.Agreement.Id}";
            links.Add(new(Addresses.Absolute(Context, entry), HttpMethods.Get, "public"));
        }

        var (actor, isOffered) = (agreements.Actor, user.May(Permission.PublishAgreements));
        if (
            isOffered
            && weighed.Agreement.OwnParties(actor.OrganisationId, actor.Today).Any(party => party.Side == Side.Public)
        )
        {
            links.Add(new($"{address}/publication", HttpMethods.Put, "update"));
        }

        return links;
    }
}
