using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Adds a contact in a role.</summary>
public sealed class AddContact : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/contacts", HandleAsync)
            .WithName(nameof(AddContact))
            .WithSummary("Add a contact")
            .WithDescription("A contact is a role with a first and perhaps a last day.")
            .RequirePermission(Permission.RegisterOrganisations)
            .Acts();

    internal static async Task<TaggedCreated<OrganisationView>> HandleAsync(
        Guid organisationId,
        ContactRequest request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenForChangeAsync(organisationId, ifMatch, user, clock, cancellationToken);
        var contact = opened.Organisation.AddContact(request.Details, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Created($"contacts/{contact.Id}", http);
    }
}
