using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Changes or ends a contact.</summary>
public sealed class ChangeContact : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/contacts/{contactId:guid}", HandleAsync)
            .WithName(nameof(ChangeContact))
            .WithSummary("Change or end a contact")
            .WithDescription("A last day ends it. Another person in the role is a new contact.")
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
        Guid organisationId,
        Guid contactId,
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
        if (opened.Organisation.Contacts.All(contact => contact.Id != contactId))
        {
            throw ProblemException.NotFound();
        }

        opened.Organisation.ChangeContact(contactId, request.Details, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Tagged(http);
    }
}
