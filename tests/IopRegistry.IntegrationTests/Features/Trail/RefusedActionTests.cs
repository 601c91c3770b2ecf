using System.Net;
using IopRegistry.Agreements;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Trail;

namespace IopRegistry.IntegrationTests.Features.Trail;

/// <summary>What was tried and refused is in the trail; what was only said wrongly is not.</summary>
public sealed class RefusedActionTests : IClassFixture<Partnership>
{
    private const string Secret = "Det här ska inte stå i spåret.";

    private readonly Partnership _partnership;

    public RefusedActionTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_rule_refuses_is_told_with_its_reason_and_without_what_was_said(bool withKey)
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        var reading = await agreement.ReadAsync(_partnership.Shelter);
        using var response = await Case.SendAsync(
            _partnership.Shelter,
            HttpMethod.Post,
            $"{agreement.Path}/reopenings",
            new { reason = Secret },
            reading.ETag,
            withKey ? Guid.CreateVersion7().ToString() : null
        );
        await response.AssertRefusedAsync(HttpStatusCode.Conflict, "action-not-allowed");

        var trail = await agreement.TrailAsync(_partnership.Municipality);
        var refused = Assert.Single(trail.Skip(before));
        Assert.Equal((TrailOutcome.Refused, "action-not-allowed"), (refused.Outcome, refused.RefusalCode));
        Assert.Equal(("reopen", "ReopenNegotiation"), (refused.Action, refused.Operation));
        Assert.Equal(_partnership.Shelter.Id, refused.OrganisationId);
        Assert.EndsWith(
            "försökte öppna förhandlingen igen, men nekades: Avtalet är inte i ett läge som tillåter detta.",
            refused.Sentence,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Secret, string.Join('|', refused.Changes), StringComparison.Ordinal);
        Assert.Equal(reading.ETag, (await agreement.ReadAsync(_partnership.Shelter)).ETag);
        await agreement.AssertWholeAsync(_partnership.Municipality);
        Assert.Equal(
            [refused.Number],
            (await agreement.TrailAsync(_partnership.Mission, "&outcome=refused")).Select(entry => entry.Number)
        );
    }

    [Fact]
    public async Task So_is_a_missing_permission_a_body_that_does_not_hold_and_somebody_else()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        using var reader = await _partnership.Api.AsAsync(_partnership.Mission.Id, _partnership.Host, Role.Reader);
        var etag = (await agreement.ReadAsync(_partnership.Shelter)).ETag;
        await RefusedAsync(_partnership.Mission with { Http = reader }, HttpStatusCode.Forbidden, "permission-missing");
        await RefusedAsync(_partnership.Shelter, HttpStatusCode.UnprocessableEntity, "validation");
        await RefusedAsync(_partnership.Neighbour, HttpStatusCode.NotFound, "not-found");

        var trail = await agreement.TrailUntilAsync(_partnership.Shelter, entries => entries.Count == before + 3);
        Assert.Equal(
            ["permission-missing", "validation", "not-found"],
            trail.Skip(before).Select(entry => entry.RefusalCode)
        );
        Assert.Equal(
            [_partnership.Mission.Id, _partnership.Shelter.Id, _partnership.Neighbour.Id],
            trail.Skip(before).Select(entry => entry.OrganisationId!.Value)
        );
        Assert.Contains("läsare", trail[before].Sentence, StringComparison.Ordinal);
        await agreement.AssertWholeAsync(_partnership.Shelter);

        async Task RefusedAsync(Member by, HttpStatusCode status, string code)
        {
            using var response = await Case.SendAsync(
                by,
                HttpMethod.Post,
                $"{agreement.Path}/confirmations",
                new { version = code is "validation" ? -1 : 1 },
                etag
            );
            await response.AssertRefusedAsync(status, code);
        }
    }

    [Fact]
    public async Task What_has_to_be_written_better_or_read_again_is_not_told()
    {
        var agreement = await _partnership.InAsync(AgreementState.Negotiating);
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        var stranger = _partnership.Shelter with { Http = _partnership.Host.CreateClient() };
        var calls = new (Member By, object Body, string? ETag, HttpStatusCode Status)[]
        {
            (_partnership.Shelter, new { version = "one" }, "\"1\"", HttpStatusCode.BadRequest),
            (_partnership.Shelter, new { version = 1 }, null, HttpStatusCode.PreconditionRequired),
            (_partnership.Shelter, new { version = 1 }, "\"99\"", HttpStatusCode.PreconditionFailed),
            (stranger, new { version = 1 }, "\"1\"", HttpStatusCode.Unauthorized),
        };
        foreach (var (by, body, etag, status) in calls)
        {
            using var response = await Case.SendAsync(
                by,
                HttpMethod.Post,
                $"{agreement.Path}/confirmations",
                body,
                etag
            );
            Assert.Equal(status, response.StatusCode);
        }

        using var unseen = await _partnership.Neighbour.Http.GetAsync(agreement.Path); // a look is no action
        using var guessed = await Case.SendAsync(
            _partnership.Neighbour,
            HttpMethod.Post,
            $"{Case.Root}/{Guid.CreateVersion7()}/confirmations",
            new { version = 1 },
            "\"1\""
        );
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], [unseen.StatusCode, guessed.StatusCode]);
        Assert.Equal(before, (await agreement.TrailAsync(_partnership.Shelter)).Count);
    }

    [Fact]
    public async Task Twenty_refused_at_once_are_twenty_entries_in_one_row()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var before = (await agreement.TrailAsync(_partnership.Shelter)).Count;
        var etag = (await agreement.ReadAsync(_partnership.Shelter)).ETag;
        var responses = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Case.SendAsync(
                        _partnership.Parties[i % 3],
                        HttpMethod.Post,
                        $"{agreement.Path}/reopenings",
                        new { reason = "Nu." },
                        etag
                    )
                )
        );

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Conflict, response.StatusCode));
        Assert.Equal(before + 20, (await agreement.TrailAsync(_partnership.Shelter)).Count);
        await agreement.AssertWholeAsync(_partnership.Shelter);
    }
}
