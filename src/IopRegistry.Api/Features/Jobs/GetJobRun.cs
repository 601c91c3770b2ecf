using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Jobs;

/// <summary>One run of a job.</summary>
public sealed class GetJobRun : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/jobs/{jobName}/runs/{runId:guid}", HandleAsync)
            .WithName(nameof(GetJobRun))
            .WithSummary("Read a run of a job")
            .WithDescription("For operators: also a run that was asked for and has not begun.")
            .RequirePermission(Permission.OperateService)
            .ReadsOne();

    internal static async Task<Ok<JobRunView>> HandleAsync(
        string jobName,
        Guid runId,
        IopDbContext db,
        JobScheduler scheduler,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var task = Timetable.Find(jobName) ?? throw ProblemException.NotFound();
        // Asked for first: a request that begins in between has its record when it is looked for.
        var request = await scheduler.FindRequestAsync(task.Name, cancellationToken);
        var run = await db
            .JobRuns.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == runId && r.Job == task.Name, cancellationToken);
        return TypedResults.Ok(
            run is not null ? JobRunView.Of(run, http)
            : request?.Id == runId ? JobRunView.Of(task.Name, request, http)
            : throw ProblemException.NotFound()
        );
    }
}
