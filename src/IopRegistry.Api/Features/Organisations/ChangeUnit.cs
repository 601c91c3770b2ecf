using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Changes or closes a board or department.</summary>
public sealed class ChangeUnit : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/units/{unitId:guid}", HandleAsync)
            .WithName(nameof(ChangeUnit))
            .WithSummary("Change or close a board or department")
            .WithDescription(
                "A last day closes the unit. It stays readable, because agreements of its time point at it."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
        Guid organisationId,
        Guid unitId,
        UnitRequest request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenForChangeAsync(organisationId, ifMatch, user, clock, cancellationToken);
        if (!opened.Organisation.HasUnit(unitId))
        {
            throw ProblemException.NotFound();
        }

        await request.RequireParticipantsAsync(db, cancellationToken);
        opened.Organisation.ChangeUnit(unitId, request.Details, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Tagged(http);
    }
}
