using System.Net;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Flags;
using IopRegistry.IntegrationTests.Imports;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Trail;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Trail;

/// <summary>Everything that is done is in the trail, once, with what read differently after it.</summary>
public sealed class TrailTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public TrailTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Fact]
    public async Task A_whole_life_is_told_step_by_step_and_both_sides_read_the_same()
    {
        var agreement = await _partnership.InAsync(AgreementState.Ended);

        var trail = await agreement.TrailAsync(_partnership.Municipality);
        var timeline = await agreement.TimelineAsync(_partnership.Municipality);
        Assert.Equal(
            timeline.Select(step => JsonNamingPolicy.CamelCase.ConvertName(step.Action.ToString())),
            trail.SelectMany(entry => entry.Action.Split(','))
        );
        Assert.Equal(trail.Select(e => e.Hash), (await agreement.TrailAsync(_partnership.Shelter)).Select(e => e.Hash));
        Assert.All(trail, entry => Assert.Equal(TrailOutcome.Done, entry.Outcome));
        await agreement.AssertWholeAsync(_partnership.Mission);

        var confirmed = trail.First(entry => entry.Action is "confirmVersion");
        Assert.Equal(("Test Testsson", _partnership.Municipality.Id), (confirmed.UserName, confirmed.OrganisationId));
        Assert.Contains("Legal", confirmed.Roles);
        Assert.Equal("ConfirmVersion", confirmed.Operation);
        Assert.Matches("^[0-9a-f]{32}$", confirmed.TraceId);
        Assert.Contains("Exempelköpings kommun) bekräftade version ", confirmed.Sentence, StringComparison.Ordinal);
        var signed = trail.Last(entry => entry.Action is "sign");
        Assert.Contains(signed.Changes, c => c is { Field: "state", Before: "signing" });
        Assert.Contains(signed.Changes, c => c.Field is "signatures" && c.Before is null && c.After is not null);
        var revised = trail.First(entry => entry.Operation is "ReviseText");
        Assert.Contains(revised.Changes, c => c.Field is "text" && c.After is not null);
        Assert.Contains(revised.Changes, c => c is { Field: "contentsVersion", Before: "3", After: "4" });
        Assert.DoesNotContain(
            trail.SelectMany(e => e.Changes),
            c => c.Field is "searchKey" or "waiting" or "updatedAt"
        );
    }

    [Fact]
    public async Task The_clock_stands_as_the_calendar()
    {
        var agreement = await _partnership.InAsync(AgreementState.Signed);
        await _partnership.LiveUntilAsync(_partnership.Today.AddDays(30));

        var started = Assert.Single(await agreement.TrailAsync(_partnership.Mission), entry => entry.Action is "start");
        Assert.Equal("internal", started.Client);
        Assert.Null(started.OrganisationId);
        Assert.Contains("Kalendern lät avtalet börja gälla", started.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dossiers_and_acknowledged_flags_are_told_and_flags_that_come_by_themselves_are_not()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        using var opened = await Case.SendAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{agreement.Path}/dossiers",
            new { },
            null,
            "open-it"
        );
        var dossier = opened.Headers.Location!.AbsolutePath;
        using var taken = await Case.SendAsync(
            _partnership.Mission,
            HttpMethod.Post,
            $"{dossier}/standpoints",
            new { wish = OutcomeKind.Renew, comment = "Vi vill fortsätta." },
            opened.Headers.ETag!.ToString()
        );
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await _partnership.LiveUntilAsync(_partnership.Today.AddMonths(9));
        var flag = (await agreement.FlagsAsync(_partnership.Shelter, "&state=raised"))[0];
        using var answered = await _partnership.Shelter.AcknowledgeAsync(
            flag.Id,
            (await _partnership.Shelter.ReadFlagAsync(flag.Id)).ETag
        );
        Assert.Equal(HttpStatusCode.Created, answered.StatusCode);

        var trail = await agreement.TrailAsync(_partnership.Shelter);
        Assert.Equal(["openDossier", "takeStandpoint", "flag"], trail.Skip(before).Select(entry => entry.Action));
        Assert.Contains("Vi vill fortsätta.", trail[before + 1].Changes[0].After, StringComparison.Ordinal);
        Assert.Contains("Vi har tagit upp det.", trail[before + 2].Changes[0].After, StringComparison.Ordinal);
        await agreement.AssertWholeAsync(_partnership.Shelter);
    }

    [Fact]
    public async Task A_change_that_goes_on_to_the_next_agreement_of_the_chain_is_told_there_too()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        await agreement.DoAsync(_partnership.Shelter, "renewals");
        var after = (await agreement.ReadAsync(_partnership.Shelter)).View.Chain.After!;
        var successor = new Case(_partnership, after.AgreementId);
        await successor.DoAsync(_partnership.Municipality, "declinations");

        var followed = (await agreement.TrailAsync(_partnership.Mission))[^1];
        Assert.Equal("follow", followed.Action);
        Assert.Contains(
            followed.Changes,
            c => c is { Field: "successor/state", Before: "negotiating", After: "declined" }
        );
        await successor.AssertWholeAsync(_partnership.Mission);
    }

    [Fact]
    public async Task A_repeated_call_is_told_once()
    {
        var agreement = await _partnership.InAsync(AgreementState.Deciding);
        var reading = await agreement.ReadAsync(_partnership.Municipality);
        var body = Said.By(_partnership.Municipality, "decisions", reading.View, _partnership);
        for (var i = 0; i < 3; i++)
        {
            using var response = await Case.SendAsync(
                _partnership.Municipality,
                HttpMethod.Post,
                $"{agreement.Path}/decisions",
                body,
                reading.ETag,
                "the-same-key"
            );
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        Assert.Single(await agreement.TrailAsync(_partnership.Shelter), e => e.Action is "recordDecision");
    }

    /// <summary>Different things of one agreement, saved at the same moment: nobody is refused for the trail's sake.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_at_once_are_both_told_and_neither_is_refused(bool insideATransaction)
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        using var opened = await Case.SendAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{agreement.Path}/dossiers",
            new { },
            null
        );
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        HttpResponseMessage[] responses;
        using (_partnership.Database.Connect(new Rendezvous(parties: 2)))
        {
            responses = await Task.WhenAll(
                Case.SendAsync(
                    _partnership.Mission,
                    HttpMethod.Post,
                    $"{opened.Headers.Location!.AbsolutePath}/standpoints",
                    new { wish = OutcomeKind.Renew },
                    opened.Headers.ETag!.ToString()
                ),
                agreement.TryAsync(
                    _partnership.Municipality,
                    "dialogues",
                    key: insideATransaction ? Guid.CreateVersion7().ToString() : null
                )
            );
        }

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        var trail = await agreement.TrailAsync(_partnership.Shelter);
        Assert.Equal(
            ["recordDialogue", "takeStandpoint"],
            trail.Skip(before).Select(entry => entry.Action).Order(StringComparer.Ordinal)
        );
        await agreement.AssertWholeAsync(_partnership.Shelter);
    }

    [Fact]
    public async Task Many_agreements_saved_together_cost_one_look_up_and_are_each_told()
    {
        using var registrar = await _partnership.Api.AsAsync(
            _partnership.Municipality.Id,
            _partnership.Host,
            Role.Registrar
        );
        await registrar.ImportAsync(Rows("Första"));
        var commands = new CommandCount();
        using (_partnership.Database.Connect(commands))
        {
            await registrar.ImportAsync(Rows("Andra"));
        }

        Assert.Single(
            commands.Sent,
            sql =>
                sql.Contains("FROM trail_heads", StringComparison.OrdinalIgnoreCase)
                || sql.Contains("FROM [TrailHeads]", StringComparison.Ordinal)
        );
        using var list = await registrar.GetAsync("/iop/v1/agreements?text=Andra&limit=1");
        var page = await list.ReadAsync<Api.Features.Agreements.ListAgreements.Response>();
        var agreement = new Case(_partnership, page.Agreements[0].Id);
        var member = _partnership.Municipality with { Http = registrar };
        var trail = await agreement.TrailAsync(member);
        Assert.Equal(["import", "import"], trail.Select(entry => entry.Action));
        Assert.Contains(
            trail[1].Changes,
            c => c.Field is "description/title" && c.Before!.StartsWith("Första", StringComparison.Ordinal)
        );
        await agreement.AssertWholeAsync(member);

        static string Rows(string title) =>
            string.Join(
                '\n',
                Enumerable
                    .Range(1, 120)
                    .Select(i =>
                        $$"""{"id":"spår-{{i}}","title":"{{title}} {{i}}","public_party":"Exempelköpings kommun","ngo_parties":["Förening {{i}}"],"start":"2024-01-01"}"""
                    )
            );
    }

    /// <summary>An operation without words would be told by its name in a Swedish sentence.</summary>
    [Fact]
    public void Every_operation_on_an_agreement_has_words() =>
        Assert.All(
            _partnership
                .Host.Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint =>
                    endpoint.RoutePattern.RawText!.Contains("/agreements/{agreementId", StringComparison.Ordinal)
                    && !endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("GET")
                )
                .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName),
            operation =>
                Assert.True(
                    TrailWords.KeyOf(operation) is { } key && TrailWords.Find(key) is not null,
                    $"{operation} has no words in TrailWords"
                )
        );
}
