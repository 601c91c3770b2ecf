using IopRegistry.Api.Features.Calendar;
using IopRegistry.Api.Features.PersonalData;
using IopRegistry.Api.Jobs;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Jobs;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>Portfolio, calendar and jobs.</summary>
public sealed partial class TranslationTests
{
    private async Task OverviewsAsync()
    {
        string[] filters = ["", "board=01936f0a-6c5e-7000-9000-000000000000", "municipality=0580"];
        string[] portfolio =
        [
            .. filters.Select(filter => $"portfolio?{filter}"),
            .. filters.Select(filter => $"portfolio/months?{filter}"),
            .. filters.Select(filter => $"portfolio/agreements?concern=waiting&{filter}"),
            "calendar",
        ];
        foreach (var address in portfolio)
        {
            using var response = await _partnership.Municipality.Http.GetAsync($"/iop/v1/{address.TrimEnd('?', '&')}");
        }

        var opened = await CallAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            "calendar-feeds",
            new { name = "Telefonen" }
        );
        var feed = await opened.ReadAsync<OpenCalendarFeed.Response>();
        using var anyone = _partnership.Host.CreateClient();
        using var read = await anyone.GetAsync(feed.Address);
        using var list = await _partnership.Shelter.Http.GetAsync("/iop/v1/calendar-feeds?page=1");
        await CallAsync(_partnership.Shelter, HttpMethod.Delete, $"calendar-feeds/{feed.Feed.Id}", null);
    }

    private async Task OperatingAsync()
    {
        var run = new JobRun
        {
            Id = Guid.CreateVersion7(),
            Job = ApplyRetention.Name,
            Node = "node-1",
            Trigger = JobTrigger.Schedule,
            ScheduledFor = Partnership.Noon,
            Late = false,
            StartedAt = Partnership.Noon,
        };
        await using var scope = _partnership.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        db.Add(run);
        await db.SaveChangesAsync();
        using var operatorOf = await _partnership.Api.AsAsync(Guid.CreateVersion7(), _partnership.Host, Role.Operator);
        var job = $"/iop/v1/jobs/{ApplyRetention.Name}";
        foreach (
            var address in new[]
            {
                "/iop/v1/jobs",
                job,
                $"{job}/runs",
                $"{job}/runs?state=failed&page=2",
                $"{job}/runs/{run.Id}",
            }
        )
        {
            using var response = await operatorOf.GetAsync(address);
        }

        using var refused = await operatorOf.PostAsync($"{job}/runs", null);
        foreach (var address in new[] { "retention", "me/personal-data", "personal-data-catalogue" })
        {
            using var response = await operatorOf.GetAsync($"/iop/v1/{address}");
        }

        foreach (var record in PersonalDataSources.All)
        {
            using var response = await operatorOf.GetAsync($"/iop/v1/me/personal-data/{record.Code}?page=2&limit=5");
        }

        var leaver = User.Add(
            "Test Testsson",
            new Membership(Guid.CreateVersion7(), [Role.Reader], DateOnly.MinValue, new DateOnly(2020, 1, 1)),
            Partnership.Noon
        );
        db.Add(leaver);
        await db.SaveChangesAsync();
        using var anonymised = await operatorOf.PostAsync($"/iop/v1/users/{leaver.Id}/anonymisations", null);
        await new ApplyRetention(db, _partnership.Api.Clock, NullLogger<ApplyRetention>.Instance).RunAsync(
            CancellationToken.None
        );
    }
}
