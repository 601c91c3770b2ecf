using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Mandates;

/// <summary>One mandate.</summary>
public sealed class GetMandate : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/mandates/{mandateId:guid}", HandleAsync)
            .WithName(nameof(GetMandate))
            .WithSummary("Read a mandate")
            .WithDescription("One that your organisation has given or holds.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<MandateView>> HandleAsync(
        Guid organisationId,
        Guid mandateId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var seen = await db.MandateAsync(organisationId, mandateId, user, cancellationToken);
        var today = user.ActNow(clock).Today;
        return seen.Mandate.Tagged(MandateView.Of(seen, user, today, http), seen.ViewOn(today, user));
    }
}
