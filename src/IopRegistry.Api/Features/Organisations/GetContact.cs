using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One part of an organisation: a contact.</summary>
public sealed class GetContact : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/contacts/{contactId:guid}", HandleAsync)
            .WithName(nameof(GetContact))
            .WithSummary("Read a contact")
            .WithDescription("The ETag is the whole organisation's, ready for If-Match.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<ContactView>> HandleAsync(
        Guid organisationId,
        Guid contactId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var part =
            ContactView.Of(opened.Organisation, opened.Access).FirstOrDefault(contact => contact.Id == contactId)
            ?? throw ProblemException.NotFound();
        return opened.Organisation.Tagged(part, opened.Access.View);
    }
}
