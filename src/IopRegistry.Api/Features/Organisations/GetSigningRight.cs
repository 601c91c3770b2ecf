using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>One part of an organisation: a right to sign.</summary>
public sealed class GetSigningRight : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/signing-rights/{signingRightId:guid}", HandleAsync)
            .WithName(nameof(GetSigningRight))
            .WithSummary("Read a right to sign")
            .WithDescription("For the organisation itself. The ETag is the whole organisation's, ready for If-Match.")
            .RequirePermission(Permission.ReadOrganisations)
            .ReadsOne();

    internal static async Task<Tagged<SigningRight>> HandleAsync(
        Guid organisationId,
        Guid signingRightId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenAsync(organisationId, user, clock, cancellationToken);
        var part =
            (opened.Access.SeesEverything ? opened.Organisation.SigningRights : []).FirstOrDefault(right =>
                right.Id == signingRightId
            ) ?? throw ProblemException.NotFound();
        return opened.Organisation.Tagged(part, opened.Access.View);
    }
}
