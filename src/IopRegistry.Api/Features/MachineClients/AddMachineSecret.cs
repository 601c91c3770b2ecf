using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Gives a system that signs in by itself a second secret.</summary>
public sealed class AddMachineSecret : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/machine-clients/{clientId:guid}/secrets", HandleAsync)
            .WithName(nameof(AddMachineSecret))
            .WithSummary("Make a new secret for a machine client")
            .WithDescription(
                "Shown in this answer and never again. The one before it stays valid until it is ended or runs out, so that the "
                    + "system can change over; no more than two are valid at a time."
            )
            .RequirePermission(Permission.ManageClients)
            .Acts();

    /// <param name="ExpiresOn">The secret's last day, at most two years from now; one year when left out.</param>
    public sealed record Request(DateOnly? ExpiresOn = null);

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<TaggedCreated<MachineClientView>> HandleAsync(
        Guid clientId,
        Request request,
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
        var secret = client.AddSecret(request.ExpiresOn, by);
        await db.SaveChangesAsync(cancellationToken);
        return client.Created(
            MachineClientView.Address(client.Id, http),
            MachineClientView.Of(client, by.Today, http, secret)
        );
    }
}
