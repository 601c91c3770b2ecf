using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Mails a new link of an invitation.</summary>
public sealed class SendInvitationAgain : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/invitations/{invitationId:guid}/sendings", HandleAsync)
            .WithName(nameof(SendInvitationAgain))
            .WithSummary("Send an invitation again")
            .WithDescription("With a new link for a new week; the one before stops working. At most ten mails.")
            .RequirePermission(Permission.ManageMembers)
            .RepeatsSafely() // If-Match makes a repeat harmless, and the answer may hold the link and is not kept
            .Changes();

    internal static async Task<TaggedCreated<SentInvitation>> HandleAsync(
        Guid organisationId,
        Guid invitationId,
        IfMatch ifMatch,
        IopDbContext db,
        InvitationDesk desk,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisation = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var invitation = await desk.FindAsync(organisationId, invitationId, user, cancellationToken);
        ifMatch.Require(invitation.Version);
        desk.RequireMail();
        var token = invitation.SendAgain(user.ActNow(clock));
        return await desk.SendAsync(invitation, token, organisation, user, http, cancellationToken);
    }
}
