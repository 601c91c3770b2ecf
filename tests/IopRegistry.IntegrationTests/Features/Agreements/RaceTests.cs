using System.Net;
using IopRegistry.Agreements;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>Two clients at once, and the same client many times.</summary>
public sealed class RaceTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public RaceTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    private static readonly Dictionary<string, (AgreementState State, bool Written, Call First, Call Second)> Races =
        new(StringComparer.Ordinal)
        {
            ["two confirmations"] = (
                AgreementState.Negotiating,
                true,
                new(p => p.Shelter, "confirmations"),
                new(p => p.Municipality, "confirmations")
            ),
            ["text and financing"] = (
                AgreementState.Negotiating,
                false,
                new(p => p.Shelter, "revise-text"),
                new(p => p.Municipality, "revise-financing")
            ),
            ["a signature and a reopening"] = (
                AgreementState.Signing,
                true,
                new(p => p.Municipality, "signatures"),
                new(p => p.Mission, "reopenings")
            ),
            ["two notices"] = (
                AgreementState.Active,
                true,
                new(p => p.Municipality, "notices"),
                new(p => p.Mission, "notices")
            ),
            ["a party that joins and one that leaves"] = (
                AgreementState.Negotiating,
                true,
                new(p => p.Municipality, "parties"),
                new(p => p.Mission, "departures")
            ),
            ["an amendment and a notice"] = (
                AgreementState.Active,
                true,
                new(p => p.Municipality, "amendments"),
                new(p => p.Mission, "notices")
            ),
        };

    private sealed record Call(Func<Partnership, Member> By, string Rel);

    public static TheoryData<string> All => [.. Races.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task One_wins_and_the_other_reads_again(string race)
    {
        var (state, written, first, second) = Races[race];
        var agreement = await _partnership.InAsync(state);
        if (written && state == AgreementState.Negotiating)
        {
            await agreement.WriteContentsAsync(
                (await agreement.ReadAsync(_partnership.Shelter)).View,
                new Plan(_partnership.Today, _partnership.Today.AddYears(1))
            );
        }

        var before = await agreement.TimelineAsync(_partnership.Shelter);
        using var bothHaveRead = _partnership.Database.Connect(new Rendezvous(parties: 2));
        var responses = await Task.WhenAll(
            agreement.TryAsync(first.By(_partnership), first.Rel),
            agreement.TryAsync(second.By(_partnership), second.Rel)
        );

        var (winner, loser) = responses[0].IsSuccessStatusCode
            ? (responses[0], responses[1])
            : (responses[1], responses[0]);
        Assert.True(winner.IsSuccessStatusCode, await winner.Content.ReadAsStringAsync());
        await loser.AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "changed-by-someone-else");
        var after = await agreement.TimelineAsync(_partnership.Shelter);
        Assert.Equal(before.Count + 1, after.Count);
        Assert.Equal(after.Count, after[^1].Sequence);

        var again = loser == responses[0] ? first : second;
        var reading = await agreement.ReadAsync(again.By(_partnership));
        if (reading.Link(again.Rel) is null)
        {
            return; // such as a signature after a reopening: the state has changed, and the links say so
        }

        await agreement.DoAsync(again.By(_partnership), again.Rel);
        var last = await agreement.TimelineAsync(_partnership.Shelter);
        Assert.Equal(before.Count + 2, last.Count);
        Assert.Equal([.. Enumerable.Range(1, last.Count)], last.Select(step => step.Sequence));
    }

    [Fact]
    public async Task Two_renewals_at_once_make_one_successor()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var reading = await agreement.ReadAsync(_partnership.Shelter);
        var responses = await Task.WhenAll(
            _partnership.Parties.Select(member =>
                Case.SendAsync(member, HttpMethod.Post, $"{agreement.Path}/renewals", new { }, reading.ETag)
            )
        );

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(2, responses.Count(response => response.StatusCode == HttpStatusCode.PreconditionFailed));
        var successor = (await agreement.ReadAsync(_partnership.Shelter)).View.Chain.After!;
        await using var db = Db();
        Assert.Equal(
            [successor.AgreementId],
            await db
                .Context.Agreements.Where(a => a.Title == reading.View.Title && a.State == AgreementState.Negotiating)
                .Select(a => a.Id)
                .ToListAsync()
        );
    }

    [Fact]
    public async Task The_same_proposal_ten_times_at_once_makes_one_agreement()
    {
        var title = Said.Unique("Tio gånger");
        await TenTimesAsync(
            _partnership.Shelter,
            Case.Root,
            Said.Proposal(_partnership, title),
            Said.Proposal(_partnership, title + " men inte samma"),
            null
        );
        await using var db = Db();
        Assert.Equal(1, await db.Context.Agreements.CountAsync(a => a.Title.StartsWith(title)));
    }

    [Fact]
    public async Task The_same_decision_ten_times_at_once_is_one_step()
    {
        var agreement = await _partnership.InAsync(AgreementState.Deciding);
        var reading = await agreement.ReadAsync(_partnership.Municipality);
        var partyId = Said.PartyOf(_partnership.Municipality, reading.View);

        await TenTimesAsync(
            _partnership.Municipality,
            $"{agreement.Path}/decisions",
            Said.Decision(partyId, _partnership.Today),
            Said.Decision(partyId, _partnership.Today.AddDays(-1)),
            reading.ETag
        );

        var now = (await agreement.ReadAsync(_partnership.Municipality)).View;
        Assert.Equal((AgreementState.Signing, 1), (now.State, now.Decisions.Count));
    }

    [Fact]
    public async Task The_same_renewal_ten_times_at_once_makes_one_successor()
    {
        var agreement = await _partnership.InAsync(AgreementState.Active);
        var reading = await agreement.ReadAsync(_partnership.Mission);

        await TenTimesAsync(
            _partnership.Mission,
            $"{agreement.Path}/renewals",
            new { },
            new { partyId = Said.PartyOf(_partnership.Mission, reading.View) },
            reading.ETag
        );

        Assert.Equal(
            1,
            (await agreement.TimelineAsync(_partnership.Mission)).Count(s => s.Action == AgreementAction.Renew)
        );
    }

    [Fact]
    public async Task References_are_given_once_however_many_propose_at_once()
    {
        var proposals = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _partnership.ProposeAsync()));
        var references = new HashSet<string>(StringComparer.Ordinal);
        foreach (var proposal in proposals)
        {
            Assert.True(references.Add((await proposal.ReadAsync(_partnership.Shelter)).View.Reference));
        }
    }

    /// <summary>Ten at once: one is done, and the others get its answer or are told that it is under way. So does a later one.</summary>
    private static async Task TenTimesAsync(Member by, string address, object body, object otherBody, string? etag)
    {
        var key = Guid.CreateVersion7().ToString();
        var responses = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Case.SendAsync(by, HttpMethod.Post, address, body, etag, key))
        );
        var done = responses.Where(response => response.StatusCode == HttpStatusCode.Created).ToList();
        Assert.NotEmpty(done);
        var answers = await Task.WhenAll(done.Select(AnswerAsync));
        Assert.Single(answers.Distinct());
        foreach (var response in responses.Except(done))
        {
            await response.AssertRefusedAsync(HttpStatusCode.Conflict, "idempotency-key-in-use");
        }

        using var later = await Case.SendAsync(by, HttpMethod.Post, address, body, etag, key);
        Assert.Equal(answers[0], await AnswerAsync(later));
        Assert.Equal("true", Assert.Single(later.Headers.GetValues("Idempotency-Replayed")));

        using var other = await Case.SendAsync(by, HttpMethod.Post, address, otherBody, etag, key);
        await other.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    private static async Task<(HttpStatusCode, Uri?, string?, string)> AnswerAsync(HttpResponseMessage response) =>
        (
            response.StatusCode,
            response.Headers.Location,
            response.Headers.ETag?.ToString(),
            await response.Content.ReadAsStringAsync()
        );

    private Scoped Db() => new(_partnership.Api.Services.CreateAsyncScope());

    private sealed class Scoped(AsyncServiceScope scope) : IAsyncDisposable
    {
        public IopDbContext Context => scope.ServiceProvider.GetRequiredService<IopDbContext>();

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
