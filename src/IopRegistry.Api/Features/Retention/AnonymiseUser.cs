using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Retention;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Retention;

/// <summary>Takes the person out of a user who has left, on request and before the rule would.</summary>
public sealed class AnonymiseUser : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/users/{userId:guid}/anonymisations", HandleAsync)
            .WithName(nameof(AnonymiseUser))
            .WithSummary("Anonymise a user who has left")
            .WithDescription(
                "For operators, when somebody asks for it: name, address and every way to sign in are removed, what the user "
                    + "did stays by role. Refused as long as the user is a member anywhere. Saying it again changes nothing."
            )
            .RequirePermission(Permission.OperateService)
            .RepeatsSafely()
            .ReadsOne();

    internal static async Task<NoContent> HandleAsync(
        Guid userId,
        IopDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!await db.Users.AnyAsync(user => user.Id == userId, cancellationToken))
        {
            throw ProblemException.NotFound();
        }

        await Leavers.AnonymiseAsync(db, [userId], clock.GetUtcNow(), cancellationToken);
        return TypedResults.NoContent();
    }
}
