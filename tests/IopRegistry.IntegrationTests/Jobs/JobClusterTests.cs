using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Jobs;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>Two nodes on one database: one runs a job at a time, nothing is missed, and what a dead node left is done again.</summary>
public sealed class JobClusterTests
{
    [Fact]
    public async Task A_job_is_run_now_by_one_of_two_nodes_and_not_again_while_it_runs()
    {
        await using var cluster = await JobCluster.CreateAsync();
        await using var one = await cluster.StartNodeAsync();
        await using var two = await cluster.StartNodeAsync();

        var accepted = await PostAsync(one.Http, "first-key");
        var address = accepted.Headers.Location!.PathAndQuery;
        await cluster.Gate.EnteredAsync();
        var running = await JobCluster.UntilAsync(two.Http, address, JobRunState.Running);
        var repeated = await PostAsync(one.Http, "first-key");
        await (await two.Http.PostAsync(JobCluster.Runs, null)).AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "job-running"
        );
        var job = await (await two.Http.GetAsync($"/iop/v1/jobs/{JobCluster.Job}")).ReadAsync<JobView>();
        cluster.Gate.LetThrough();
        var done = await JobCluster.UntilAsync(two.Http, address, JobRunState.Succeeded);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(accepted.Headers.Location, repeated.Headers.Location);
        Assert.Equal((JobTrigger.Request, running.Id), (running.Trigger, job.Running!.Id));
        Assert.DoesNotContain("run-now", job.Links.Select(link => link.Rel));
        Assert.Equal(1, done.Counts["let-through"]);
        Assert.NotNull(done.DurationMilliseconds);
        Assert.NotNull(done.RequestedBy);
        await JobCluster.UntilAsync<JobView>( // once the scheduler has put the run away
            two.Http,
            $"/iop/v1/jobs/{JobCluster.Job}",
            seen => seen.Links.Any(link => string.Equals(link.Rel, "run-now", StringComparison.Ordinal))
        );
        Assert.Equal(done.Id, (await JobAsync(two.Http)).LastRun!.Id);
    }

    [Fact]
    public async Task Whatever_fires_it_and_wherever_a_task_is_in_one_place_at_a_time()
    {
        await using var cluster = await JobCluster.CreateAsync();
        await using var one = await cluster.StartNodeAsync();
        await using var two = await cluster.StartNodeAsync();

        // Past the resource, which would refuse: each node's own scheduler is told to run it.
        foreach (var node in (JobCluster.Node[])[one, two, one, two])
        {
            var scheduler = await node.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
            await scheduler.TriggerJob(new JobKey(JobCluster.Job));
        }

        for (var i = 0; i < 4; i++)
        {
            await cluster.Gate.EnteredAsync();
            cluster.Gate.LetThrough();
        }

        var runs = await JobCluster.UntilAsync<ListJobRuns.Response>(
            one.Http,
            $"{JobCluster.Runs}?state=succeeded",
            list => list.Meta.TotalRecords == 4
        );
        var inOrder = runs.Runs.OrderBy(run => run.StartedAt).ToList();

        Assert.Equal(1, cluster.Gate.MostInside);
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt));
    }

    [Fact]
    public async Task A_failure_is_told_without_what_it_says_and_the_job_runs_again()
    {
        await using var cluster = await JobCluster.CreateAsync();
        await using var node = await cluster.StartNodeAsync();
        cluster.Gate.Failure = new TimeoutException("Password=hemlig", new InvalidOperationException("hemlig"));
        cluster.Gate.LetThrough(2);

        var failed = await JobCluster.UntilAsync(node.Http, await RunAsync(node.Http), JobRunState.Failed);
        cluster.Gate.Failure = null;
        await JobCluster.UntilAsync<JobView>( // once the scheduler has put the run away
            node.Http,
            $"/iop/v1/jobs/{JobCluster.Job}",
            seen => seen.Links.Any(link => string.Equals(link.Rel, "run-now", StringComparison.Ordinal))
        );
        await JobCluster.UntilAsync(node.Http, await RunAsync(node.Http), JobRunState.Succeeded);
        var job = await JobAsync(node.Http);

        Assert.Equal("TimeoutException < InvalidOperationException", failed.Failure);
        Assert.Equal((failed.Id, JobRunState.Succeeded), (job.LastFailure!.Id, job.LastRun!.State));
    }

    [Fact]
    public async Task What_was_missed_while_no_node_was_up_is_run_once_and_marked_as_late()
    {
        await using var cluster = await JobCluster.CreateAsync();
        await using (await cluster.StartNodeAsync()) { }

        var last = DateTimeOffset.Parse("2026-03-02T11:40:00Z", null); // it has run every hour at 40 until then
        await using (var db = cluster.Database.Open())
        {
            var (previous, next) = (last.Ticks, last.AddHours(1).Ticks);
            await db.Database.ExecuteSqlAsync(
                $"UPDATE QRTZ_TRIGGERS SET PREV_FIRE_TIME = {previous}, NEXT_FIRE_TIME = {next} WHERE TRIGGER_NAME = {JobCluster.Job}"
            );
        }

        cluster.Gate.LetThrough();
        await using var node = await cluster.StartNodeAsync();
        var runs = await JobCluster.UntilAsync<ListJobRuns.Response>(
            node.Http,
            $"{JobCluster.Runs}?state=succeeded",
            list => list.Meta.TotalRecords > 0
        );
        var job = await JobAsync(node.Http);

        var run = Assert.Single(runs.Runs);
        Assert.Equal((JobTrigger.Schedule, last.AddHours(1), true), (run.Trigger, run.ScheduledFor, run.Late));
        Assert.True(job.NextFireAt > run.StartedAt);
        Assert.Null(job.Running);
    }

    [Fact]
    public async Task What_a_killed_node_was_doing_is_done_again_by_another()
    {
        await using var cluster = await JobCluster.CreateAsync();
        var settings = new Dictionary<string, string>(cluster.Database.Environment, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        await using (var migrate = Product.Start(settings, "migrate"))
        {
            Assert.Equal(0, await migrate.ExitsAsync()); // the job store's tables
        }

        await using var db = cluster.Database.Open();
        db.Add(ForgottenKey());
        await db.SaveChangesAsync();
        var address = await db.TogetherAsync(
            async token =>
            {
                await db.IdempotencyRecords.ExecuteUpdateAsync(r => r.SetProperty(x => x.ContentType, "held"), token);
                await using var doomed = await Product.ServeAsync(settings);
                using var ready = await doomed.ReadyAsync();
                cluster.SignedIn(doomed.Http);
                var run = await RunAsync(doomed.Http); // and it cannot delete what is held here
                await JobCluster.UntilAsync(doomed.Http, run, JobRunState.Running);
                await doomed.KillAsync();
                return run;
            },
            default
        );

        cluster.Gate.LetThrough();
        await using var heir = await cluster.StartNodeAsync();
        var runs = await JobCluster.UntilAsync<ListJobRuns.Response>(
            heir.Http,
            JobCluster.Runs,
            list => list.Runs.Any(run => run is { Trigger: JobTrigger.Recovery, State: JobRunState.Succeeded })
        );

        var interrupted = runs.Runs.Single(run => address.EndsWith(run.Id.ToString(), StringComparison.Ordinal));
        var recovered = runs.Runs.Single(run => run.Trigger == JobTrigger.Recovery);
        Assert.Equal(JobRunState.Interrupted, interrupted.State);
        Assert.NotEqual(interrupted.Node, recovered.Node);
        Assert.Equal(interrupted.RequestedBy, recovered.RequestedBy);
    }

    [Fact]
    public async Task A_start_gives_a_job_its_new_time_and_takes_away_what_is_no_longer_in_the_timetable()
    {
        await using var cluster = await JobCluster.CreateAsync();
        await using (var before = await cluster.StartNodeAsync())
        {
            var scheduler = await SchedulerAsync(before);
            var gone = JobBuilder.Create<ScheduledTaskJob>().WithIdentity("gone").StoreDurably().Build();
            await scheduler.AddJob(gone);
        }

        await using (var db = cluster.Database.Open())
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE QRTZ_CRON_TRIGGERS SET CRON_EXPRESSION = '0 0 0 1 1 ?' WHERE TRIGGER_NAME = {JobCluster.Job}"
            );
        }

        await using var after = await cluster.StartNodeAsync();
        var now = await SchedulerAsync(after);

        var trigger = (ICronTrigger)(await now.GetTrigger(new TriggerKey(JobCluster.Job)))!;
        Assert.Equal(Timetable.Find(JobCluster.Job)!.Cron, trigger.CronExpressionString);
        Assert.Null(await now.GetJobDetail(new JobKey("gone")));
        Assert.Equal(
            Timetable.Tasks.Select(task => task.Name).Order(StringComparer.Ordinal),
            (await now.GetJobKeys(GroupMatcher<JobKey>.AnyGroup()))
                .Select(key => key.Name)
                .Order(StringComparer.Ordinal)
        );

        static ValueTask<IScheduler> SchedulerAsync(JobCluster.Node node) =>
            node.Host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
    }

    private static IdempotencyRecord ForgottenKey() =>
        new()
        {
            UserId = Guid.CreateVersion7(),
            OrganisationId = Guid.CreateVersion7(),
            Key = "forgotten",
            Fingerprint = new string('0', 64),
            ClaimId = Guid.CreateVersion7(),
            LeaseUntil = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch,
        };

    private static async Task<string> RunAsync(HttpClient http)
    {
        using var response = await http.PostAsync(JobCluster.Runs, null);
        Assert.True(HttpStatusCode.Accepted == response.StatusCode, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.PathAndQuery;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, JobCluster.Runs);
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    private static async Task<JobView> JobAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JobView>($"/iop/v1/jobs/{JobCluster.Job}", ApiFixture.Json))!;
}
