using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>One system that signs in by itself.</summary>
public sealed class GetMachineClient : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/machine-clients/{clientId:guid}", HandleAsync)
            .WithName(nameof(GetMachineClient))
            .WithSummary("Read a machine client")
            .WithDescription("Only your organisation's, without its secrets.")
            .RequirePermission(Permission.ManageClients)
            .ReadsOne();

    internal static async Task<Tagged<MachineClientView>> HandleAsync(
        Guid clientId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var client = await db.OpenMachineClientAsync(clientId, user, cancellationToken);
        return client.Tagged(MachineClientView.Of(client, user.ActNow(clock).Today, http));
    }
}
