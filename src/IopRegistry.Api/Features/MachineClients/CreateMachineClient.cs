using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Scope = IopRegistry.Identity.Scopes;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>Adds a system that signs in by itself.</summary>
public sealed class CreateMachineClient : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/machine-clients", HandleAsync)
            .WithName(nameof(CreateMachineClient))
            .WithSummary("Add a machine client")
            .WithDescription(
                "A system of the organisation, such as its finance system. It gets tokens from /oauth/token with the id and the "
                    + "secret in this answer; the secret is never shown again. Its scopes are all that it may do."
            )
            .RequirePermission(Permission.ManageClients)
            .Creates();

    /// <param name="Name">What you call it.</param>
    /// <param name="Scopes">What it may do: agreements:read, payments:read, payments:write, exports:read, webhooks:manage.</param>
    /// <param name="ExpiresOn">The secret's last day, at most two years from now; one year when left out.</param>
    public sealed record Request(string Name, IReadOnlyList<string> Scopes, DateOnly? ExpiresOn = null)
    {
        internal static Request Example { get; } =
            new("Ekonomisystemet", [Scope.ReadPayments, Scope.WritePayments], new(2027, 12, 31));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(MachineClient.NameMaxLength);
            RuleFor(r => r.Scopes).NotNull();
        }
    }

    internal static async Task<TaggedCreated<MachineClientView>> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var by = user.ActNow(clock);
        var existing = await db.OwnMachineClients(user).CountAsync(c => c.RevokedAt == null, cancellationToken);
        var (client, secret) = MachineClient.Create(request.Name, request.Scopes, request.ExpiresOn, existing, by);
        db.Add(client);
        await db.SaveChangesAsync(cancellationToken);
        return client.Created(
            MachineClientView.Address(client.Id, http),
            MachineClientView.Of(client, by.Today, http, secret)
        );
    }
}
