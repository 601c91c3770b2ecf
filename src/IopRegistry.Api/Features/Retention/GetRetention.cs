using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Api.Retention;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Retention;

/// <summary>How long everything is kept, and what is due now.</summary>
public sealed class GetRetention : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/retention", HandleAsync)
            .WithName(nameof(GetRetention))
            .WithSummary("Read the retention rules and what is due")
            .WithDescription(
                "For operators: how long each kind of record is kept, how many are due now, and what is never taken away and "
                    + "why. A dry run: nothing is deleted. The job apply-retention takes away what is due."
            )
            .RequirePermission(Permission.OperateService);

    /// <param name="Code">The rule.</param>
    /// <param name="What">What kind of record.</param>
    /// <param name="Keeps">How long it is kept, and what happens then.</param>
    /// <param name="DueNow">How many the next run takes away.</param>
    public sealed record Rule(string Code, LocalText What, LocalText Keeps, int DueNow);

    /// <param name="Code">The kind of record.</param>
    /// <param name="What">The same in words.</param>
    /// <param name="Why">Why it is never taken away.</param>
    public sealed record Kept(string Code, LocalText What, LocalText Why);

    /// <param name="Rules">In the order that they are applied.</param>
    /// <param name="NeverTakenAway">What is kept for good.</param>
    /// <param name="Links">The job.</param>
    public sealed record Response(
        IReadOnlyList<Rule> Rules,
        IReadOnlyList<Kept> NeverTakenAway,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        List<Rule> rules = [];
        foreach (var rule in RetentionRules.All)
        {
            rules.Add(new(rule.Code, rule.What, rule.Keeps, await rule.CountAsync(db, now, cancellationToken)));
        }

        return TypedResults.Ok(
            new Response(
                rules,
                [.. RetentionRules.Kept.Select(kept => new Kept(kept.Code, kept.What, kept.Why))],
                [
                    new(
                        Addresses.Absolute(http, $"{HttpSetup.BasePath}/jobs/{ApplyRetention.Name}"),
                        HttpMethods.Get,
                        "job"
                    ),
                ]
            )
        );
    }
}
