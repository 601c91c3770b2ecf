using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Jobs;

/// <param name="Name">The job.</param>
/// <param name="Does">What it does.</param>
/// <param name="Cron">When it runs: second, minute, hour, day, month, weekday.</param>
/// <param name="TimeZone">The time zone of the timetable.</param>
/// <param name="NextFireAt">When it runs next.</param>
/// <param name="PreviousFireAt">When its timetable last had it run; null where the node that answers runs no jobs.</param>
/// <param name="Running">The run that is going on.</param>
/// <param name="LastRun">The latest run that has ended.</param>
/// <param name="LastFailure">The latest run that failed, whatever came after it.</param>
/// <param name="Links">Its runs, and running it now where this node can.</param>
public sealed record JobView(
    string Name,
    LocalText Does,
    string Cron,
    string TimeZone,
    DateTimeOffset? NextFireAt,
    DateTimeOffset? PreviousFireAt,
    JobRunView? Running,
    JobRunView? LastRun,
    JobRunView? LastFailure,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static async Task<JobView> OfAsync(
        TimetableEntry task,
        IopDbContext db,
        JobScheduler scheduler,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var fires = await scheduler.FireTimesAsync(task.Name, cancellationToken);
        var runs = db.JobRuns.AsNoTracking().Where(run => run.Job == task.Name);
        var running = await LatestAsync(runs.Where(run => run.State == JobRunState.Running));
        var failure = await LatestAsync(runs.Where(run => run.State == JobRunState.Failed));
        var last = await LatestAsync(runs.Where(run => run.State != JobRunState.Running));
        var address = Address(task.Name, http);
        List<Link> links = [new(address, HttpMethods.Get, "self"), new($"{address}/runs", HttpMethods.Get, "runs")];
        if (
            scheduler.IsHere
            && running is null
            && await scheduler.FindRequestAsync(task.Name, cancellationToken) is null
        )
        {
            links.Add(new($"{address}/runs", HttpMethods.Post, "run-now"));
        }

        return new(
            task.Name,
            task.Does,
            task.Cron,
            SwedishCalendar.Zone.Id,
            fires.Next,
            fires.Previous,
            running,
            last,
            failure,
            links
        );

        async Task<JobRunView?> LatestAsync(IQueryable<JobRun> some) =>
            await some.OrderByDescending(run => run.StartedAt)
                .ThenByDescending(run => run.Id)
                .FirstOrDefaultAsync(cancellationToken)
                is { } run
                ? JobRunView.Of(run, http)
                : null;
    }

    internal static string Address(string job, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/jobs/{job}");
}
