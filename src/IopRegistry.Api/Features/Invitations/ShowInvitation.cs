using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>The page behind the link in a mail.</summary>
public sealed class ShowInvitation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/invitations/{token}", HandleAsync)
            .WithName(nameof(ShowInvitation))
            .WithSummary("Show where to accept an invitation")
            .WithDescription(
                "A page with a form. Opening it changes nothing, because programs that check mail open every link in it."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .ReadsOne()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        InvitationDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var invitation = await desk.OpenAsync(token, cancellationToken);
        var organisation = await db
            .Organisations.Where(o => o.Id == invitation.OrganisationId)
            .Select(o => o.Name)
            .SingleAsync(cancellationToken);
        return InvitationPage.Of(invitation, await desk.KnowsAsync(invitation, cancellationToken), organisation);
    }
}
