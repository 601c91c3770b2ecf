using System.Net;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>
/// Links tell the truth: in every situation and for every party, each link that is offered succeeds, and each action that
/// is not offered is refused and leaves no trace.
/// </summary>
public sealed class LinksTests : IClassFixture<Partnership>
{
    private readonly Partnership _partnership;

    public LinksTests(Partnership partnership)
    {
        _partnership = partnership;
        _partnership.Api.Clock.Now = Partnership.Noon;
    }

    private static readonly DateOnly Start = new(2026, 3, 2);
    private static readonly DateOnly End = new(2026, 12, 31);

    internal static readonly Dictionary<string, Func<Partnership, Task<Case>>> Situations = new(StringComparer.Ordinal)
    {
        ["proposed"] = p => p.InAsync(AgreementState.Proposed),
        ["assessing"] = p => p.InAsync(AgreementState.Assessing),
        ["negotiating, nothing written"] = p => p.InAsync(AgreementState.Negotiating),
        ["negotiating, all written"] = p => WrittenAsync(p),
        ["negotiating, one confirmed"] = p => ThenAsync(WrittenAsync(p), p.Shelter, "confirmations"),
        ["negotiating, one has left"] = p => ThenAsync(WrittenAsync(p), p.Mission, "departures"),
        ["deciding"] = p => p.InAsync(AgreementState.Deciding),
        ["signing"] = p => p.InAsync(AgreementState.Signing),
        ["signing, one signed"] = p => ThenAsync(p.InAsync(AgreementState.Signing), p.Shelter, "signatures"),
        ["signed"] = p => p.InAsync(AgreementState.Signed),
        ["signed, after a dialogue"] = p => ThenAsync(p.InAsync(AgreementState.Signed), p.Shelter, "dialogues"),
        ["active"] = p => p.InAsync(AgreementState.Active),
        ["active without notice period"] = p => p.InAsync(AgreementState.Active, new Plan(Start, End, null)),
        ["active, after a dialogue"] = p => ThenAsync(p.InAsync(AgreementState.Active), p.Shelter, "dialogues"),
        ["active, one gave notice"] = p => ThenAsync(p.InAsync(AgreementState.Active), p.Shelter, "notices"),
        ["active, one is leaving"] = p => ThenAsync(p.InAsync(AgreementState.Active), p.Mission, "departures"),
        ["active, option"] = p => p.InAsync(AgreementState.Active, Option),
        ["active, option, one said yes"] = p =>
            ThenAsync(p.InAsync(AgreementState.Active, Option), p.Shelter, "extensions"),
        ["active, automatic"] = p => p.InAsync(AgreementState.Active, Automatic),
        ["active, automatic, confirmed"] = p =>
            ThenAsync(p.InAsync(AgreementState.Active, Automatic), p.Shelter, "extension-confirmations"),
        ["active, automatic, stopped"] = p =>
            ThenAsync(p.InAsync(AgreementState.Active, Automatic), p.Shelter, "extension-objections"),
        ["amendment to confirm, one joins"] = p => AmendedAsync(p, AmendmentState.Confirming),
        ["amendment to decide, one joins"] = p => AmendedAsync(p, AmendmentState.Deciding),
        ["amendment to sign, one joins"] = p => AmendedAsync(p, AmendmentState.Signing),
        ["amendment agreed, waits for its day"] = p => AmendedAsync(p, AmendmentState.Agreed),
        ["amendment in force"] = p => AmendedAsync(p, AmendmentState.InForce),
        ["active, renewed"] = p => ThenAsync(p.InAsync(AgreementState.Active), p.Mission, "renewals"),
        ["ended"] = p => p.InAsync(AgreementState.Ended),
        ["ended, renewed"] = p => ThenAsync(p.InAsync(AgreementState.Ended), p.Shelter, "renewals"),
        ["declined"] = p => p.InAsync(AgreementState.Declined),
        ["withdrawn"] = p => p.InAsync(AgreementState.Withdrawn),
    };

    private static Plan Option { get; } =
        new(Start, End, Extension: new ExtensionClause(ExtensionKind.Option, 6, 1, DecideMonthsBefore: 3));

    private static Plan Automatic { get; } =
        new(Start, End, Extension: new ExtensionClause(ExtensionKind.Automatic, 6, 1, NoticeMonths: 3));

    [Fact]
    public async Task What_is_offered_succeeds_and_nothing_else_does()
    {
        List<string> lies = [];
        var offered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (situation, arrange) in Situations)
        {
            var agreement = await arrange(_partnership);
            var asItWas = await SnapshotAsync(agreement.Id);
            var tried = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in (Member[])[.. _partnership.Parties, _partnership.Newcomer])
            {
                // Two parties that are offered the same are in the same situation.
                if (await LookAsync(agreement, member) is { } reading && tried.Add(string.Join(' ', reading.Rels)))
                {
                    offered.UnionWith(reading.Rels);
                    lies.AddRange(
                        (await TryAllAsync(agreement, member, reading, asItWas)).Select(lie => $"{situation}: {lie}")
                    );
                }
            }
        }

        Assert.True(lies.Count == 0, string.Join('\n', lies));
        Assert.Empty(Said.Rels.Except(offered));
    }

    private async Task<List<string>> TryAllAsync(Case agreement, Member member, Reading reading, Snapshot asItWas)
    {
        List<string> lies = [];
        foreach (var rel in Said.Rels)
        {
            var link = reading.Link(rel);
            var (method, path) = Said.AddressOf(rel, member, reading.View);
            var body = Said.By(member, rel, reading.View, _partnership);
            using var response = await Case.SendAsync(
                member,
                method,
                link?.Href ?? $"{agreement.Path}/{path}",
                body,
                reading.ETag
            );
            if (response.IsSuccessStatusCode != link is not null || (int)response.StatusCode >= 500)
            {
                lies.Add(
                    $"{member.Name}: {rel} is {(link is null ? "not " : "")}offered and answers "
                        + $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}"
                );
            }

            if (response.IsSuccessStatusCode)
            {
                lies.AddRange(
                    (await StepLiesAsync(member, reading, body, response)).Select(lie => $"{member.Name}: {rel}: {lie}")
                );
                await RestoreAsync(agreement.Id, asItWas);
            }
        }

        Assert.Equal(reading.ETag, (await agreement.ReadAsync(member)).ETag);
        return lies;
    }

    /// <summary>Every action leaves a step that tells who did it, for which party and why, and changes the ETag.</summary>
    private async Task<List<string>> StepLiesAsync(
        Member member,
        Reading before,
        object body,
        HttpResponseMessage response
    )
    {
        List<string> lies = [];
        var sequence = int.Parse(before.ETag.Trim('"').Split('.')[0], null) + 1;
        using var read = await _partnership.Municipality.Http.GetAsync(
            $"{Case.Root}/{before.View.Id}/timeline/{sequence}"
        );
        var step = await read.ReadAsync<StepView>();
        if (
            step.OrganisationId != member.Id
            || before.View.Parties.All(party => party.Id != step.PartyId || party.OrganisationId != member.Id)
        )
        {
            lies.Add($"the step is of {step.OrganisationId} for {step.PartyName}");
        }

        var asked = JsonSerializer.SerializeToElement(body, body.GetType());
        if (
            asked.TryGetProperty("reason", out var reason)
            && !string.Equals(reason.GetString(), step.Reason, StringComparison.Ordinal)
        )
        {
            lies.Add($"the reason is {step.Reason}");
        }

        if (string.Equals(response.Headers.ETag!.ToString(), before.ETag, StringComparison.Ordinal))
        {
            lies.Add("the ETag is the same");
        }

        return lies;
    }

    /// <summary>Null for whoever may not see it.</summary>
    private static async Task<Reading?> LookAsync(Case agreement, Member member)
    {
        using var response = await member.Http.GetAsync(agreement.Path);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.ReadingAsync();
    }

    private static async Task<Case> WrittenAsync(Partnership p)
    {
        var agreement = await p.InAsync(AgreementState.Negotiating);
        await agreement.WriteContentsAsync((await agreement.ReadAsync(p.Shelter)).View, new Plan(Start, End));
        return agreement;
    }

    private static async Task<Case> ThenAsync(Task<Case> arranged, Member by, string rel)
    {
        var agreement = await arranged;
        using var response = await agreement.TryAsync(by, rel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return agreement;
    }

    private static async Task<Case> AmendedAsync(Partnership p, AmendmentState state)
    {
        var agreement = await p.InAsync(AgreementState.Active);
        await agreement.AmendAsync(state, state == AmendmentState.InForce ? p.Today : p.Today.AddDays(30));
        return agreement;
    }

    private async Task<Snapshot> SnapshotAsync(Guid id)
    {
        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        return await Snapshot.TakeAsync(scope.ServiceProvider.GetRequiredService<IopDbContext>(), id);
    }

    private async Task RestoreAsync(Guid id, Snapshot snapshot)
    {
        await using var scope = _partnership.Api.Services.CreateAsyncScope();
        await snapshot.RestoreAsync(scope.ServiceProvider.GetRequiredService<IopDbContext>(), id);
    }

    /// <summary>The rows of one agreement, so that each call starts from the same situation.</summary>
    private sealed record Snapshot(Agreement Agreement, int Steps, int Versions)
    {
        public static async Task<Snapshot> TakeAsync(IopDbContext db, Guid id) =>
            new(
                await db.Agreements.AsNoTracking().SingleAsync(a => a.Id == id),
                await db.AgreementSteps.Where(s => s.AgreementId == id).MaxAsync(s => s.Sequence),
                await db.AgreementVersions.Where(v => v.AgreementId == id).MaxAsync(v => v.Number)
            );

        public async Task RestoreAsync(IopDbContext db, Guid id)
        {
            await db.AgreementSteps.Where(s => s.AgreementId == id && s.Sequence > Steps).ExecuteDeleteAsync();
            await db.AgreementVersions.Where(v => v.AgreementId == id && v.Number > Versions).ExecuteDeleteAsync();
            var now = await db.Agreements.SingleAsync(a => a.Id == id);
            db.Entry(now).CurrentValues.SetValues(Agreement);
            await db.SaveChangesAsync();
        }
    }
}
