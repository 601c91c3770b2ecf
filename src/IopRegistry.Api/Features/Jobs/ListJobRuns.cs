using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Jobs;

/// <summary>The runs of a job.</summary>
public sealed class ListJobRuns : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/jobs/{jobName}/runs", HandleAsync)
            .WithName(nameof(ListJobRuns))
            .WithSummary("List the runs of a job")
            .WithDescription(
                "For operators: from every node, the newest first. Runs are kept for 90 days, and those that found nothing to "
                    + "do for two."
            )
            .RequirePermission(Permission.OperateService)
            .ReadsOne();

    /// <param name="Runs">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<JobRunView> Runs,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        string jobName,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken,
        JobRunState? state = null,
        int page = 1,
        int limit = PageQuery.DefaultLimit
    )
    {
        var query = PageQuery.Of(page, limit);
        var task = Timetable.Find(jobName) ?? throw ProblemException.NotFound();
        var runs = db.JobRuns.AsNoTracking().Where(run => run.Job == task.Name);
        if (state is { } wanted)
        {
            runs = runs.Where(run => run.State == wanted);
        }

        var (items, meta) = await runs.OrderByDescending(run => run.StartedAt)
            .ThenByDescending(run => run.Id)
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response([.. items.Select(run => JobRunView.Of(run, http))], meta, query.Links(http, meta))
        );
    }
}
