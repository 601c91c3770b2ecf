using IopRegistry.Api.Http;
using IopRegistry.Api.Messaging;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>Stops e-mail with one click, without signing in (RFC 8058).</summary>
public sealed class Unsubscribe : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/unsubscriptions/{token}", HandleAsync)
            .WithName(nameof(Unsubscribe))
            .WithSummary("Stop e-mail with one click")
            .WithDescription(
                "Called by a mail program (RFC 8058) or by the button of the page at the same address; the body is not read. "
                    + "Switches all e-mail off but what may not be. Messages are still shown in the service."
            )
            .AllowAnonymous()
            .RepeatsSafely()
            .ReadsOne()
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        IopDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await db.TogetherAsync(
            async inside =>
            {
                var user =
                    await db.Users.FirstOrDefaultAsync(u => u.UnsubscribeToken == token, inside)
                    ?? throw ProblemException.NotFound();
                user.Unsubscribe(clock.GetUtcNow());
                await db.SaveChangesAsync(inside);
                await db.RescheduleMailAsync(user, clock.GetUtcNow(), inside);
                return user.Id;
            },
            cancellationToken
        );
        return UnsubscribePage.Done();
    }
}
