using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.CriteriaSets;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>An organisation at the table, with what it needs to act.</summary>
internal sealed record Member(
    Guid Id,
    string Name,
    HttpClient Http,
    Guid SigningRight,
    Guid Board = default,
    Guid OtherBoard = default,
    Guid CaseOfficer = default,
    Guid OtherCaseOfficer = default
);

/// <summary>
/// A municipality with two boards, a case officer and a signatory, two NGOs with signatories, and two organisations outside:
/// a neighbour that sees nothing and a newcomer that may be let in. All made over HTTP.
/// </summary>
public sealed class Partnership : IAsyncLifetime
{
    /// <summary>Monday 2 March 2026, noon in Sweden.</summary>
    internal static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    public ApiFixture Api { get; init; } = new();

    /// <summary>What the host saves and sends.</summary>
    internal Switchboard Database { get; } = new();

    /// <summary>Without a limit on calls: a whole life is more of them than a client makes in a minute.</summary>
    internal WebApplicationFactory<Program> Host { get; private set; } = null!;

    internal Member Municipality { get; private set; } = null!;

    internal Member Shelter { get; private set; } = null!;

    internal Member Mission { get; private set; } = null!;

    internal Member Neighbour { get; private set; } = null!;

    internal Member Newcomer { get; private set; } = null!;

    internal IReadOnlyList<Member> Parties => [Municipality, Shelter, Mission];

    internal CriteriaSetView Criteria { get; private set; } = null!;

    internal DateOnly Today => SwedishCalendar.DayOf(Api.Clock.Now);

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Host = Api.With(services =>
        {
            services.Configure<RateLimitOptions>(limits => limits.Enabled = false);
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(Database));
        });
        using var steward = await Api.AsAsync(Guid.CreateVersion7(), Host);
        Municipality = await FoundAsync(steward, OrganisationClient.Municipality());
        Shelter = await FoundAsync(steward, OrganisationClient.Association("Kvinnojouren Åsen"));
        Mission = await FoundAsync(steward, OrganisationClient.Association("Stadsmissionen Älven"));
        Neighbour = await FoundAsync(steward, OrganisationClient.Municipality("Grannstads kommun"));
        Newcomer = await FoundAsync(steward, OrganisationClient.Association("Ödesgårdens vänner"));
        Criteria = (
            await Municipality.Http.GetFromJsonAsync<CriteriaSetView>(
                $"{OrganisationClient.Path(Municipality.Id)}/criteria-set",
                StrictJson.Options
            )
        )!;
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await ((IAsyncLifetime)Api).DisposeAsync();
    }

    /// <summary>The shelter, or who is named, proposes an agreement of the three.</summary>
    internal async Task<Case> ProposeAsync(Member? by = null, object? body = null)
    {
        var proposer = by ?? Shelter;
        using var response = await proposer.Http.PostAsJsonAsync(
            Case.Root,
            body ?? Said.Proposal(this),
            StrictJson.Options
        );
        return new Case(this, (await response.ReadingAsync()).View.Id);
    }

    /// <summary>An agreement carried to a state, each step by whoever it belongs to.</summary>
    internal async Task<Case> InAsync(AgreementState state, Plan? plan = null)
    {
        var agreement = await ProposeAsync();
        await agreement.CarryToAsync(state, plan);
        return agreement;
    }

    /// <summary>What happens at midnight.</summary>
    internal async Task RunClockAsync()
    {
        await using var scope = Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        await new AdvanceAgreements(db, Api.Clock, NullLogger<AdvanceAgreements>.Instance).RunAsync(default);
    }

    internal Task RunClockAsync(DateTimeOffset now)
    {
        Api.Clock.Now = now;
        return RunClockAsync();
    }

    /// <summary>The watch over dates, as it runs every minute.</summary>
    internal async Task<JobCounts> WatchAsync()
    {
        await using var scope = Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        return await new WatchDates(db, Api.Clock, NullLogger<WatchDates>.Instance).RunAsync(default);
    }

    /// <summary>Both, at noon of a day.</summary>
    internal async Task<JobCounts> LiveUntilAsync(DateOnly day)
    {
        await RunClockAsync(new DateTimeOffset(day, new TimeOnly(11, 0), TimeSpan.Zero));
        return await WatchAsync();
    }

    private async Task<Member> FoundAsync(HttpClient steward, object organisation)
    {
        var seen = await steward.RegisterAsync(organisation);
        var view = seen.View;
        var isPublic = view.Side == Side.Public;
        if (isPublic)
        {
            await AddAsync(
                "units",
                new
                {
                    kind = "board",
                    name = "Socialnämnden",
                    validFrom = "2020-01-01",
                }
            );
            await AddAsync(
                "units",
                new
                {
                    kind = "board",
                    name = "Utbildningsnämnden",
                    validFrom = "2020-01-01",
                }
            );
            await AddAsync(
                "contacts",
                new
                {
                    role = "caseOfficer",
                    name = "Handläggaren",
                    validFrom = "2020-01-01",
                }
            );
            await AddAsync(
                "contacts",
                new
                {
                    role = "caseOfficer",
                    name = "Efterträdaren",
                    validFrom = "2020-01-01",
                }
            );
        }

        await AddAsync(
            "signing-rights",
            new
            {
                name = "Ordföranden",
                title = "ordförande",
                mode = "alone",
                source = "stadgar § 9",
                validFrom = "2020-01-01",
            }
        );
        return new Member(
            view.Id,
            view.Name,
            await Api.AsAsync(view.Id, Host),
            view.SigningRights![0].Id,
            isPublic ? view.Units[0].Id : default,
            isPublic ? view.Units[1].Id : default,
            isPublic ? view.Contacts[0].Id : default,
            isPublic ? view.Contacts[1].Id : default
        );

        async Task AddAsync(string what, object body)
        {
            using var response = await steward.PostAsync($"{seen.Path}/{what}", body, seen.ETag);
            seen = await response.SeenAsync(System.Net.HttpStatusCode.Created);
            view = seen.View;
        }
    }
}
