using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>One invitation.</summary>
public sealed class GetInvitation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/invitations/{invitationId:guid}", HandleAsync)
            .WithName(nameof(GetInvitation))
            .WithSummary("Read an invitation")
            .WithDescription("Whether it has been accepted, and by whom. The link is only in the mail.")
            .RequirePermission(Permission.ManageMembers)
            .ReadsOne();

    internal static async Task<Tagged<InvitationView>> HandleAsync(
        Guid organisationId,
        Guid invitationId,
        InvitationDesk desk,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var invitation = await desk.FindAsync(organisationId, invitationId, user, cancellationToken);
        var now = clock.GetUtcNow();
        return invitation.Tagged(InvitationView.Of(invitation, now, http), InvitationDesk.ViewAt(invitation, now));
    }
}
