using IopRegistry.Agreements;
using IopRegistry.Api.Jobs;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.IntegrationTests.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IopRegistry.IntegrationTests.Jobs;

/// <summary>From what happened to who is told: the right people, each once, however the run ends.</summary>
public sealed class DispatchOutboxTests(Post post) : IClassFixture<Post>, IAsyncLifetime
{
    public Task InitializeAsync() => post.SettleAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_step_is_told_to_those_who_handle_agreements_of_every_party_but_not_to_who_took_it()
    {
        var officer = await post.PersonAsync(post.Partnership.Municipality.Id);
        var legal = await post.PersonAsync(post.Partnership.Mission.Id, Role.Legal);
        var reader = await post.PersonAsync(post.Partnership.Municipality.Id, Role.Reader);
        var finance = await post.PersonAsync(post.Partnership.Municipality.Id, Role.Finance);
        var stranger = await post.PersonAsync(post.Partnership.Neighbour.Id);
        var agreement = await post.Partnership.ProposeAsync(
            post.Partnership.Shelter with
            {
                Http = (await post.PersonAsync(post.Partnership.Shelter.Id)).Http,
            }
        );

        var counts = await post.RunAsync<DispatchOutbox>();

        var told = Assert.Single(await Post.ListAsync(officer));
        Assert.Equal(("agreement.propose", agreement.Id), (told.Type, told.AgreementId));
        Assert.StartsWith("Nytt förslag – IOP-2026-", told.Title, StringComparison.Ordinal);
        Assert.Single(await Post.ListAsync(legal));
        Assert.Empty(await Post.ListAsync(reader));
        Assert.Empty(await Post.ListAsync(finance));
        Assert.Empty(await Post.ListAsync(stranger));
        Assert.Equal(1, counts["messages"]);
        Assert.Equal(0, await post.QueryAsync(db => db.OutboxMessages.CountAsync()));

        var proposer = await post.QueryAsync(db =>
            db.AgreementSteps.Where(s => s.AgreementId == agreement.Id).Select(s => s.UserId).SingleAsync()
        );
        Assert.False(
            await post.QueryAsync(db =>
                db.Notifications.AnyAsync(n => n.RecipientId == proposer && n.Type == "agreement.propose")
            )
        );
    }

    [Fact]
    public async Task A_flag_goes_to_its_side_and_a_flag_of_money_to_finance_too()
    {
        var agreement = await post.Partnership.ProposeAsync();
        var finance = await post.PersonAsync(post.Partnership.Municipality.Id, Role.Finance);
        var civil = await post.PersonAsync(post.Partnership.Shelter.Id);

        await post.RaiseAsync(agreement.Id, FlagKind.MoneyNotSecured, audience: FlagAudience.PublicSide);
        await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, audience: FlagAudience.CivilSide);
        await post.RunAsync<DispatchOutbox>();

        Assert.Equal(["Pengarna är inte beslutade"], TitlesOf(await Post.ListAsync(finance, "&type=flag.raised")));
        Assert.Equal(["Uppföljning närmar sig"], TitlesOf(await Post.ListAsync(civil, "&type=flag.raised")));
    }

    [Fact]
    public async Task An_organisation_where_nobody_handles_agreements_is_not_left_untold()
    {
        var lonely = await post.Partnership.Municipality.Http.RegisterAsync(
            OrganisationClient.Association("Ensamma föreningen")
        );
        var admin = await post.PersonAsync(lonely.Id, Role.Admin);
        var auditor = await post.PersonAsync(lonely.Id, Role.Auditor);
        var agreement = await post.Partnership.InAsync(AgreementState.Negotiating);
        await agreement.DoAsync(
            post.Partnership.Shelter,
            "parties",
            new { party = new { organisationId = lonely.Id, roles = new[] { "performer" } } }
        );

        await post.RunAsync<DispatchOutbox>();

        Assert.Contains(await Post.ListAsync(admin), n => n.AgreementId == agreement.Id);
        Assert.Empty(await Post.ListAsync(auditor));
    }

    [Fact]
    public async Task A_run_with_many_flags_is_told_in_slices_and_by_two_nodes_at_once_each_once()
    {
        const int Flags = 1_050;
        var agreement = await post.Partnership.ProposeAsync();
        var officer = await post.PersonAsync(post.Partnership.Municipality.Id);
        await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, Flags);

        var both = await Task.WhenAll(post.RunAsync<DispatchOutbox>(), post.RunAsync<DispatchOutbox>());
        await post.RunAsync<DispatchOutbox>();

        Assert.True(both.Sum(counts => counts.GetValueOrDefault("messages")) is > 0 and <= Flags);
        var told = await post.QueryAsync(db =>
            db.Notifications.Where(n => n.RecipientId == officer.Id && n.Type == "flag.raised").ToListAsync()
        );
        Assert.Equal((Flags, Flags), (told.Count, told.Select(n => n.MessageId).Distinct().Count()));
        Assert.Equal(0, await post.QueryAsync(db => db.OutboxMessages.CountAsync()));
    }

    [Fact]
    public async Task Two_nodes_with_the_same_page_tell_it_once()
    {
        var officer = await post.PersonAsync(post.Partnership.Municipality.Id);
        await post.Partnership.ProposeAsync();
        await post.Partnership.ProposeAsync();
        using var racing = post.Partnership.Database.Connect(new Rendezvous(parties: 2));

        var both = await Task.WhenAll(post.RunAsync<DispatchOutbox>(), post.RunAsync<DispatchOutbox>());

        Assert.Equal(2, both.Sum(counts => counts.GetValueOrDefault("messages")));
        Assert.Equal(2, (await Post.ListAsync(officer)).Count);
    }

    [Fact]
    public async Task Killed_between_two_slices_it_goes_on_where_it_was()
    {
        var agreement = await post.Partnership.ProposeAsync();
        var officer = await post.PersonAsync(post.Partnership.Municipality.Id);
        await post.RaiseAsync(agreement.Id, FlagKind.ReportDue, 500);
        using (var killed = new CancellationTokenSource())
        using (post.Partnership.Database.Connect(new DiesAfterSaving(killed)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                post.RunAsync<DispatchOutbox>(cancellationToken: killed.Token)
            );
        }

        Assert.Equal(200, await CountAsync(officer));
        await post.RunAsync<DispatchOutbox>();
        Assert.Equal(500, await CountAsync(officer));
    }

    [Fact]
    public async Task What_is_asked_does_not_grow_with_what_is_told()
    {
        await post.PersonAsync(post.Partnership.Municipality.Id);
        var few = await QueriesForAsync(2);
        var many = await QueriesForAsync(30);
        Assert.Equal(few, many);

        async Task<int> QueriesForAsync(int agreements)
        {
            for (var i = 0; i < agreements; i++)
            {
                await post.Partnership.ProposeAsync();
            }

            var commands = new CommandCount();
            using (post.Partnership.Database.Connect(commands))
            {
                await post.RunAsync<DispatchOutbox>();
            }

            return commands.Sent.Count(text => text.TrimStart().StartsWith("SELECT", StringComparison.Ordinal));
        }
    }

    private async Task<int> CountAsync(Person person) =>
        await post.QueryAsync(db =>
            db.Notifications.CountAsync(n => n.RecipientId == person.Id && n.Type == "flag.raised")
        );

    private static IEnumerable<string> TitlesOf(IEnumerable<Api.Features.Notifications.NotificationView> told) =>
        told.Select(n => n.Title.Split(" – ")[0]);

    private sealed class DiesAfterSaving(CancellationTokenSource killed) : SaveChangesInterceptor
    {
        public override async ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData,
            int result,
            CancellationToken cancellationToken = default
        )
        {
            await killed.CancelAsync();
            return result;
        }
    }
}
