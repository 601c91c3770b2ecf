using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Adds a board or department to a public organisation.</summary>
public sealed class AddUnit : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/units", HandleAsync)
            .WithName(nameof(AddUnit))
            .WithSummary("Add a board or department")
            .WithDescription(
                "Only to a public organisation. A board with participants is a joint board of several organisations."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Acts();

    internal static async Task<TaggedCreated<OrganisationView>> HandleAsync(
        Guid organisationId,
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
        await request.RequireParticipantsAsync(db, cancellationToken);
        var unit = opened.Organisation.AddUnit(request.Details, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Created($"units/{unit.Id}", http);
    }
}
