using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Scope = IopRegistry.Identity.Scopes;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Changes what a system that signs in by itself is called and may do.</summary>
public sealed class ChangeMachineClient : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/machine-clients/{clientId:guid}", HandleAsync)
            .WithName(nameof(ChangeMachineClient))
            .WithSummary("Change a machine client")
            .WithDescription(
                "A scope that is taken away is gone from its tokens, too, within five seconds on every node."
            )
            .RequirePermission(Permission.ManageClients)
            .Changes();

    /// <param name="Name">What you call it.</param>
    /// <param name="Scopes">What it may do from now on: agreements:read, payments:read, payments:write, exports:read, webhooks:manage.</param>
    public sealed record Request(string Name, IReadOnlyList<string> Scopes)
    {
        internal static Request Example { get; } = new("Ekonomisystemet", [Scope.ReadPayments]);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(MachineClient.NameMaxLength);
            RuleFor(r => r.Scopes).NotNull();
        }
    }

    internal static async Task<Tagged<MachineClientView>> HandleAsync(
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
        client.Change(request.Name, request.Scopes, by);
        await db.SaveChangesAsync(cancellationToken);
        return client.Tagged(MachineClientView.Of(client, by.Today, http));
    }
}
