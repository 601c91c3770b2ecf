using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Takes the form of the page behind the link.</summary>
public sealed class SubmitInvitation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/invitations/{token}", HandleAsync)
            .WithName(nameof(SubmitInvitation))
            .WithSummary("Accept an invitation on the page")
            .WithDescription(
                "The form of the page at the same address; programs use /invitation-acceptances. The link is the protection "
                    + "against forged requests."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely()
            .DisableAntiforgery()
            .ReadsOne()
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        [FromForm] string? name,
        [FromForm] string? password,
        InvitationDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var invitation = await desk.OpenAsync(token, cancellationToken);
        try
        {
            await desk.AcceptAsync(token, Cut(name), password, cancellationToken);
            return HtmlPage.Done();
        }
        catch (RuleViolationException refused)
        {
            db.ChangeTracker.Clear();
            var organisation = await db
                .Organisations.Where(o => o.Id == invitation.OrganisationId)
                .Select(o => o.Name)
                .SingleAsync(cancellationToken);
            var invited = await desk.KnowsAsync(invitation, cancellationToken);
            return InvitationPage.Of(invitation, invited, organisation, refused.Violation.Detail);
        }
    }

    private static string? Cut(string? name) =>
        name?.Length > IopRegistry.Identity.User.NameMaxLength ? name[..IopRegistry.Identity.User.NameMaxLength] : name;
}
