using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Jobs;

/// <summary>Has a job run now, besides its timetable.</summary>
public sealed class RunJob : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/jobs/{jobName}/runs", HandleAsync)
            .WithName(nameof(RunJob))
            .WithSummary("Run a job now")
            .WithDescription(
                "For operators. Some node of the cluster takes it at once; read the run at the address in Location. Refused "
                    + "while the job is running or next in line, and by a node that runs no jobs."
            )
            .RequirePermission(Permission.OperateService)
            .Creates()
            .ReadsOne();

    internal static async Task<Accepted<JobRunView>> HandleAsync(
        string jobName,
        IopDbContext db,
        JobScheduler scheduler,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var task = Timetable.Find(jobName) ?? throw ProblemException.NotFound();
        if (
            await db.JobRuns.AnyAsync(
                run => run.Job == task.Name && run.State == JobRunState.Running,
                cancellationToken
            ) && scheduler.IsHere
        )
        {
            throw new RuleViolationException(JobRules.AlreadyRunning);
        }

        var request = await scheduler.RequestAsync(task.Name, user.Id, cancellationToken);
        return TypedResults.Accepted(
            JobRunView.Address(task.Name, request.Id, http),
            JobRunView.Of(task.Name, request, http)
        );
    }
}
