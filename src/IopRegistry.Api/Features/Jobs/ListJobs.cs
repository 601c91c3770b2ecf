using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Jobs;

/// <summary>What runs when, and how it went.</summary>
public sealed class ListJobs : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/jobs", HandleAsync)
            .WithName(nameof(ListJobs))
            .WithSummary("List the jobs")
            .WithDescription(
                "For operators: every job of the timetable, when it runs next, the run that is going on, the latest one and the "
                    + "latest failure, from every node. All of them on one page."
            )
            .RequirePermission(Permission.OperateService);

    /// <param name="Jobs">In the order of the timetable.</param>
    /// <param name="RunsJobs">True when the node that answered runs jobs itself.</param>
    public sealed record Response(IReadOnlyList<JobView> Jobs, bool RunsJobs);

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        JobScheduler scheduler,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        List<JobView> jobs = [];
        foreach (var task in Timetable.Tasks)
        {
            jobs.Add(await JobView.OfAsync(task, db, scheduler, http, cancellationToken));
        }

        return TypedResults.Ok(new Response(jobs, scheduler.IsHere));
    }
}
