using System.Net;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Jobs;
using IopRegistry.Api.Jobs;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Features.Jobs;

/// <summary>What operators see of jobs, on a node that runs none.</summary>
public sealed class JobTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Root = "/iop/v1/jobs";

    [Fact]
    public async Task The_timetable_is_read_on_a_node_that_runs_no_jobs()
    {
        var http = await OperatorAsync();

        var list = await (await http.GetAsync(Root)).ReadAsync<ListJobs.Response>();
        var one = await (await http.GetAsync($"{Root}/{AdvanceAgreements.Name}")).ReadAsync<JobView>();

        Assert.False(list.RunsJobs);
        Assert.Equal(Timetable.Tasks.Select(task => task.Name), list.Jobs.Select(job => job.Name));
        Assert.All(
            list.Jobs,
            job =>
            {
                Assert.NotEmpty(job.Does.Sv);
                Assert.NotEmpty(job.Does.En);
                Assert.True(job.NextFireAt > api.Clock.Now);
                Assert.Equal("Europe/Stockholm", job.TimeZone);
                Assert.Equal(["self", "runs"], job.Links.Select(link => link.Rel));
            }
        );
        Assert.Equal(AdvanceAgreements.Name, one.Name);
    }

    [Fact]
    public async Task A_node_that_runs_no_jobs_says_so()
    {
        var http = await OperatorAsync();

        var refused = await http.PostAsync($"{Root}/{AdvanceAgreements.Name}/runs", null);

        await refused.AssertRefusedAsync(HttpStatusCode.Conflict, "jobs-not-run-here");
    }

    [Fact]
    public async Task Only_operators_see_jobs_and_what_does_not_exist_is_not_found()
    {
        var http = await OperatorAsync();
        var other = await api.AsAsync(Guid.CreateVersion7());
        string[] addresses =
        [
            Root,
            $"{Root}/{AdvanceAgreements.Name}",
            $"{Root}/{AdvanceAgreements.Name}/runs",
            $"{Root}/{AdvanceAgreements.Name}/runs/{Guid.CreateVersion7()}",
        ];

        foreach (var address in addresses)
        {
            await (await other.GetAsync(address)).AssertRefusedAsync(HttpStatusCode.Forbidden, "permission-missing");
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous().GetAsync(address)).StatusCode);
        }

        await (await other.PostAsync(addresses[2], null)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "permission-missing"
        );
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(addresses[3])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{Root}/no-such-job")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"{Root}/no-such-job/runs")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"{Root}/no-such-job/runs", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync($"{addresses[2]}?state=lost")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync($"{addresses[2]}?limit=101")).StatusCode);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_by_how_they_went_and_forgotten_in_time()
    {
        var http = await OperatorAsync();
        var now = api.Clock.Now;
        var runs = $"{Root}/{ApplyRetention.Name}/runs";
        JobRun[] made =
        [
            Ended(now.AddDays(-91), run => run.Succeed(JobCounts.Of("deleted", 3), now.AddDays(-91).AddSeconds(2))),
            Ended(now.AddDays(-89), run => run.Succeed(JobCounts.Of("deleted", 3), now.AddDays(-89).AddSeconds(2))),
            Ended(now.AddDays(-91), run => run.Fail("TimeoutException", now.AddDays(-91))),
            Ended(now.AddDays(-88), run => run.Fail("TimeoutException", now.AddDays(-88))),
            Ended(now.AddDays(-3), run => run.Succeed(new JobCounts(), now.AddDays(-3))),
            Ended(now.AddDays(-1), run => run.Succeed(new JobCounts(), now.AddDays(-1))),
            Ended(now, _ => { }),
        ];
        await api.ArrangeAsync([.. made]);

        var all = await ListAsync("");
        var failed = await ListAsync("?state=failed&limit=1");
        var job = await (await http.GetAsync($"{Root}/{ApplyRetention.Name}")).ReadAsync<JobView>();
        await using (var scope = api.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            var retention = new ApplyRetention(db, api.Clock, NullLogger<ApplyRetention>.Instance);
            var gone = await retention.RunAsync(default);
            Assert.Equal((1, 2), (gone["job-runs"], gone["idle-job-runs"]));
            Assert.Empty(await retention.RunAsync(default));
        }

        var kept = await ListAsync("");

        Assert.Equal(
            made.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Select(run => run.Id),
            all.Runs.Select(run => run.Id)
        );
        Assert.Equal((2, made[3].Id), (failed.Meta.TotalRecords, Assert.Single(failed.Runs).Id));
        Assert.Equal((made[6].Id, made[5].Id, made[3].Id), (job.Running!.Id, job.LastRun!.Id, job.LastFailure!.Id));
        Assert.Equal(2000, all.Runs.Single(run => run.Id == made[1].Id).DurationMilliseconds);
        Assert.Equal(
            ((Guid[])[made[1].Id, made[3].Id, made[5].Id, made[6].Id]).Order(),
            kept.Runs.Select(run => run.Id).Order()
        );

        async Task<ListJobRuns.Response> ListAsync(string query) =>
            (await http.GetFromJsonAsync<ListJobRuns.Response>(runs + query, ApiFixture.Json))!;
    }

    private static JobRun Ended(DateTimeOffset at, Action<JobRun> end)
    {
        var run = new JobRun
        {
            Id = Guid.CreateVersion7(),
            Job = ApplyRetention.Name,
            Node = "node-1",
            Trigger = JobTrigger.Schedule,
            ScheduledFor = at,
            Late = false,
            StartedAt = at,
        };
        end(run);
        return run;
    }

    private Task<HttpClient> OperatorAsync() => api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
}
