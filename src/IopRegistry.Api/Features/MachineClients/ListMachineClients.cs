using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>The organisation's systems that sign in by themselves.</summary>
public sealed class ListMachineClients : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/machine-clients", HandleAsync)
            .WithName(nameof(ListMachineClients))
            .WithSummary("List your machine clients")
            .WithDescription("Your organisation's, oldest first, also those that are revoked; without their secrets.")
            .RequirePermission(Permission.ManageClients);

    /// <param name="MachineClients">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<MachineClientView> MachineClients,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var query = PageQuery.Of(page, limit);
        var (clients, meta) = await db.OwnMachineClients(user)
            .AsNoTracking()
            .Include(client => client.Secrets)
            .OrderBy(client => client.CreatedAt)
            .ThenBy(client => client.Id)
            .ToPageAsync(query, cancellationToken);
        var today = user.ActNow(clock).Today;
        return TypedResults.Ok(
            new Response(
                [.. clients.Select(client => MachineClientView.Of(client, today, http))],
                meta,
                query.Links(http, meta)
            )
        );
    }
}
