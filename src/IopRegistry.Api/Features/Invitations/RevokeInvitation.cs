using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Takes an invitation back.</summary>
public sealed class RevokeInvitation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/organisations/{organisationId:guid}/invitations/{invitationId:guid}", HandleAsync)
            .WithName(nameof(RevokeInvitation))
            .WithSummary("Revoke an invitation")
            .WithDescription("The link stops working at once. Whoever has accepted already has a membership to end.")
            .RequirePermission(Permission.ManageMembers)
            .Changes();

    internal static async Task<NoContent> HandleAsync(
        Guid organisationId,
        Guid invitationId,
        IfMatch ifMatch,
        IopDbContext db,
        InvitationDesk desk,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var invitation = await desk.FindAsync(organisationId, invitationId, user, cancellationToken);
        ifMatch.Require(invitation.Version);
        invitation.Revoke(user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
