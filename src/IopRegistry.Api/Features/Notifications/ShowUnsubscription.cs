using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>The page behind the link in a mail: a button, and nothing of anybody.</summary>
public sealed class ShowUnsubscription : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/unsubscriptions/{token}", HandleAsync)
            .WithName(nameof(ShowUnsubscription))
            .WithSummary("Show how to stop e-mail")
            .WithDescription(
                "A page with a button. Opening it changes nothing, because programs that check mail open every link in it."
            )
            .AllowAnonymous()
            .ReadsOne()
            .Produces<string>(StatusCodes.Status200OK, HtmlPage.ContentType);

    internal static async Task<ContentHttpResult> HandleAsync(
        string token,
        IopDbContext db,
        CancellationToken cancellationToken
    ) =>
        await db.Users.AnyAsync(u => u.UnsubscribeToken == token, cancellationToken)
            ? UnsubscribePage.Button()
            : throw ProblemException.NotFound();
}

internal static class UnsubscribePage
{
    public static ContentHttpResult Button() =>
        HtmlPage.Of(
            "<p>Vill du sluta få e-post om avtal? / Stop e-mail about agreements?</p>"
                + "<form method=\"post\"><button name=\"List-Unsubscribe\" value=\"One-Click\">Sluta / Stop</button></form>"
        );

    public static ContentHttpResult Done() =>
        HtmlPage.Of(
            "<p>Du får ingen mer sådan e-post. Sista varningar om obesvarade bevakningar skickas ändå.</p>"
                + "<p lang=\"en\">You get no more such e-mail. Last warnings of unanswered flags are still sent.</p>"
        );
}
