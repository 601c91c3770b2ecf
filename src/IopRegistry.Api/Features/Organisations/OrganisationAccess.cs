using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>
/// What one caller may see and do of one organisation today. Everyone signed in may read an organisation. Its own people
/// see all of it and its administrators change it. Whoever registered it does both while it has no users of its own:
/// somebody has to be able to complete an association that has not signed in yet, and nobody may after it has.
/// </summary>
internal sealed record OrganisationAccess(bool SeesEverything, bool MayChange, DateOnly Today)
{
    /// <summary>What distinguishes two representations of one version, for the ETag.</summary>
    public string View =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{(SeesEverything ? 'a' : 'p')}{(MayChange ? 'w' : 'r')}{Today:yyyyMMdd}"
        );

    public static async Task<OrganisationAccess> OfAsync(
        Organisation organisation,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        if (organisation.Id == user.OrganisationId)
        {
            return new(SeesEverything: true, user.May(Permission.ManageOrganisation), today);
        }

        var completes =
            organisation.StewardId == user.OrganisationId
            && user.May(Permission.RegisterOrganisations)
            && !await db.Set<OrganisationUser>()
                .AnyAsync(
                    u => u.OrganisationId == organisation.Id && (u.ValidTo == null || u.ValidTo >= today),
                    cancellationToken
                );
        return new(completes, completes, today);
    }
}

/// <summary>An organisation as it was opened by one caller.</summary>
internal sealed record Opened(Organisation Organisation, OrganisationAccess Access);

internal static class OrganisationDoor
{
    public static async Task<Opened> OpenAsync(
        this IopDbContext db,
        Guid organisationId,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var organisation =
            await db.Organisations.SingleOrDefaultAsync(o => o.Id == organisationId, cancellationToken)
            ?? throw ProblemException.NotFound();
        return new(organisation, await OrganisationAccess.OfAsync(organisation, db, user, clock, cancellationToken));
    }

    /// <summary>Refuses with 404, 403 and 412, in that order.</summary>
    public static async Task<Opened> OpenForChangeAsync(
        this IopDbContext db,
        Guid organisationId,
        IfMatch ifMatch,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        if (!opened.Access.MayChange)
        {
            throw new RuleViolationException(OrganisationRules.NotYours);
        }

        ifMatch.Require(opened.Organisation.Version);
        return opened;
    }
}
