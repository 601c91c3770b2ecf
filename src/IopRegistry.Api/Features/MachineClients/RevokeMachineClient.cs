using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Shuts a system that signs in by itself out for good.</summary>
public sealed class RevokeMachineClient : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/machine-clients/{clientId:guid}/revocations", HandleAsync)
            .WithName(nameof(RevokeMachineClient))
            .WithSummary("Revoke a machine client")
            .WithDescription(
                "For good. Its secrets get no tokens, and the tokens it has are refused within five seconds on every node. It "
                    + "stays in the list, because the trail names it."
            )
            .RequirePermission(Permission.ManageClients)
            .Acts();

    internal static async Task<TaggedCreated<MachineClientView>> HandleAsync(
        Guid clientId,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var client = await db.OpenMachineClientAsync(clientId, user, cancellationToken);
        ifMatch.Require(client.Version);
        var by = user.ActNow(clock);
        client.Revoke(by);
        await db.SaveChangesAsync(cancellationToken);
        return client.Created(MachineClientView.Address(client.Id, http), MachineClientView.Of(client, by.Today, http));
    }
}
