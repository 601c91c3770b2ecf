using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Mandates;

/// <summary>Takes a mandate back, or gives it up.</summary>
public sealed class EndMandate : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/organisations/{organisationId:guid}/mandates/{mandateId:guid}", HandleAsync)
            .WithName(nameof(EndMandate))
            .WithSummary("End a mandate")
            .WithDescription(
                "By the organisation that gave it or the one that holds it, without a reason. Whoever is signed in by it is "
                    + "refused within seconds, on every node. It stays readable, and what was done by it stays done."
            )
            .RequirePermission(Permission.GiveMandates)
            .Changes();

    internal static async Task<NoContent> HandleAsync(
        Guid organisationId,
        Guid mandateId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var mandate = (await db.MandateAsync(organisationId, mandateId, user, cancellationToken)).Mandate;
        ifMatch.Require(mandate.Version);
        mandate.End(user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
