using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.Jobs;

namespace IopRegistry.Api.Features.Jobs;

/// <param name="Id">The run.</param>
/// <param name="Job">The job's name.</param>
/// <param name="State">How it went, or goes.</param>
/// <param name="Trigger">Why it ran.</param>
/// <param name="RequestedBy">The user who asked for it.</param>
/// <param name="Node">The node that ran it; null until it has begun.</param>
/// <param name="ScheduledFor">When it should have run.</param>
/// <param name="Late">True when its time had passed while no node was up to run it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="DurationMilliseconds">How long it took.</param>
/// <param name="Counts">What was done, by what it is called; what is 0 is left out.</param>
/// <param name="Failure">What went wrong, in short; the log has the rest under the run's id.</param>
/// <param name="Links">Itself.</param>
public sealed record JobRunView(
    Guid Id,
    string Job,
    JobRunState State,
    JobTrigger Trigger,
    Guid? RequestedBy,
    string? Node,
    DateTimeOffset ScheduledFor,
    bool Late,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long? DurationMilliseconds,
    IReadOnlyDictionary<string, int> Counts,
    string? Failure,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static JobRunView Of(JobRun run, HttpContext http) =>
        new(
            run.Id,
            run.Job,
            run.State,
            run.Trigger,
            run.RequestedBy,
            run.Node,
            run.ScheduledFor,
            run.Late,
            run.StartedAt,
            run.EndedAt,
            run.EndedAt is { } ended ? (long)(ended - run.StartedAt).TotalMilliseconds : null,
            run.Counts,
            run.Failure,
            Self(run.Job, run.Id, http)
        );

    internal static JobRunView Of(string job, RequestedRun request, HttpContext http) =>
        new(
            request.Id,
            job,
            JobRunState.Requested,
            JobTrigger.Request,
            request.RequestedBy,
            Node: null,
            request.At,
            Late: false,
            StartedAt: null,
            EndedAt: null,
            DurationMilliseconds: null,
            new Dictionary<string, int>(StringComparer.Ordinal),
            Failure: null,
            Self(job, request.Id, http)
        );

    internal static string Address(string job, Guid runId, HttpContext http) =>
        $"{JobView.Address(job, http)}/runs/{runId}";

    private static Link[] Self(string job, Guid runId, HttpContext http) =>
        [new(Address(job, runId, http), HttpMethods.Get, "self")];
}
