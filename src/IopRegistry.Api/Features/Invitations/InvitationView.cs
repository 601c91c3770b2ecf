using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>An invitation, as the organisation's administrators see it. The link in the mail is not shown.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Email">Where it was sent.</param>
/// <param name="Name">What the administrator calls the person.</param>
/// <param name="Roles">What the person will do for the organisation.</param>
/// <param name="ValidFrom">First day, or the day it is accepted if that is later.</param>
/// <param name="ValidTo">Last day; absent when it goes on.</param>
/// <param name="Language">The language of the mail: sv or en.</param>
/// <param name="State">Whether it can be accepted.</param>
/// <param name="InvitedAt">When it was made.</param>
/// <param name="ExpiresAt">When the link of the latest mail stops working.</param>
/// <param name="TimesSent">How many mails there have been.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="AcceptedByUserId">The user it became.</param>
/// <param name="Links">What may be done.</param>
public sealed record InvitationView(
    Guid Id,
    string Email,
    string Name,
    IReadOnlyList<Role> Roles,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string Language,
    InvitationState State,
    DateTimeOffset InvitedAt,
    DateTimeOffset ExpiresAt,
    int TimesSent,
    DateTimeOffset? AcceptedAt,
    Guid? AcceptedByUserId,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static InvitationView Of(Invitation invitation, DateTimeOffset now, HttpContext http)
    {
        var state = invitation.StateAt(now);
        var address = Address(invitation.OrganisationId, invitation.Id, http);
        List<Link> links = [new(address, HttpMethods.Get, "self")];
        if (state is InvitationState.Open or InvitationState.Expired)
        {
            links.Add(new(address + "/sendings", HttpMethods.Post, "send-again"));
            links.Add(new(address, HttpMethods.Delete, "revoke"));
        }

        return new(
            invitation.Id,
            invitation.Email,
            invitation.Name,
            invitation.Roles,
            invitation.ValidFrom,
            invitation.ValidTo,
            invitation.Language,
            state,
            invitation.InvitedAt,
            invitation.ExpiresAt,
            invitation.TimesSent,
            invitation.AcceptedAt,
            invitation.AcceptedByUserId,
            links
        );
    }

    internal static string Address(Guid organisationId, Guid invitationId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{organisationId}/invitations/{invitationId}");
}

/// <summary>An invitation that was sent.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="AcceptanceAddress">The link of the mail; only where a developer runs the service without a mail server.</param>
public sealed record SentInvitation(InvitationView Invitation, string? AcceptanceAddress);
