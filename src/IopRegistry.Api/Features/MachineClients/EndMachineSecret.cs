using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Ends one of the two secrets of a system that signs in by itself.</summary>
public sealed class EndMachineSecret : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete("/machine-clients/{clientId:guid}/secrets/{secretId:guid}", HandleAsync)
            .WithName(nameof(EndMachineSecret))
            .WithSummary("End a secret of a machine client")
            .WithDescription(
                "It gets no more tokens. The tokens that the client has are ended with it, within five seconds on every node, "
                    + "because any of them may have been got with that secret; the other secret gets new ones. The only secret "
                    + "cannot be ended: make another one first, or revoke the client."
            )
            .RequirePermission(Permission.ManageClients)
            .Changes();

    internal static Task<NoContent> HandleAsync(
        Guid clientId,
        Guid secretId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        db.TogetherAsync(
            async token =>
            {
                var client = await db.OpenMachineClientAsync(clientId, user, token);
                ifMatch.Require(client.Version);
                var by = user.ActNow(clock);
                if (!client.EndSecret(secretId, by))
                {
                    throw ProblemException.NotFound();
                }

                await db.SaveChangesAsync(token);
                await db
                    .AccessTokens.Where(t => t.UserId == clientId && t.RevokedAt == null)
                    .ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, by.At), token);
                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
