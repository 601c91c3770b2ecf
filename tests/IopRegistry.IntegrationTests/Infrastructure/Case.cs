using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>An agreement as somebody read it: what it says, what may be done, and the ETag for the next change.</summary>
internal sealed record Reading(AgreementView View, string ETag)
{
    public Link? Link(string rel) =>
        View.Links.FirstOrDefault(link => string.Equals(link.Rel, rel, StringComparison.Ordinal));

    public IEnumerable<string> Rels => View.Links.Select(link => link.Rel).Distinct();
}

/// <summary>When an agreement starts and ends, how it is ended and how it goes on.</summary>
internal sealed record Plan(DateOnly Start, DateOnly End, int? NoticeMonths = 3, ExtensionClause? Extension = null);

/// <summary>One agreement, handled over HTTP by following the links of its answers.</summary>
internal sealed class Case(Partnership partnership, Guid id)
{
    public const string Root = "/iop/v1/agreements";

    private static readonly string[] Performer = ["performer"];

    public Guid Id => id;

    public string Path => $"{Root}/{id}";

    public async Task<Reading> ReadAsync(Member by)
    {
        using var response = await by.Http.GetAsync(Path);
        return await response.ReadingAsync();
    }

    /// <summary>Follows a link that is offered; the body is a valid one unless another is given.</summary>
    public async Task<Reading> DoAsync(Member by, string rel, object? body = null)
    {
        using var response = await TryAsync(by, rel, body);
        return rel.StartsWith("revise-", StringComparison.Ordinal) // answers with the contents
            ? await AfterRevisionAsync(response, by)
            : await response.ReadingAsync();
    }

    /// <summary>The same, whatever comes of it. Fails at once when the link is not offered.</summary>
    public async Task<HttpResponseMessage> TryAsync(Member by, string rel, object? body = null, string? key = null)
    {
        var reading = await ReadAsync(by);
        var link = reading.Link(rel);
        Assert.True(
            link is not null,
            $"{by.Name} is not offered {rel} in {reading.View.State}, but: {string.Join(' ', reading.Rels)}"
        );
        return await SendAsync(
            by,
            new HttpMethod(link.Method),
            link.Href,
            body ?? Said.By(by, rel, reading.View, partnership),
            reading.ETag,
            key
        );
    }

    /// <summary>Calls an action whether or not it is offered, as a client that guesses would.</summary>
    public async Task<HttpResponseMessage> ForceAsync(Member by, string rel, object? body = null, string? etag = null)
    {
        var reading = await ReadAsync(partnership.Municipality);
        var (method, path) = Said.AddressOf(rel, by, reading.View);
        return await SendAsync(
            by,
            method,
            $"{Path}/{path}",
            body ?? Said.By(by, rel, reading.View, partnership),
            etag ?? reading.ETag
        );
    }

    public static async Task<HttpResponseMessage> SendAsync(
        Member by,
        HttpMethod method,
        string address,
        object body,
        string? etag,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = JsonContent.Create(body, body.GetType(), options: StrictJson.Options),
        };
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await by.Http.SendAsync(request);
    }

    /// <summary>Every step so far.</summary>
    public async Task<IReadOnlyList<StepView>> TimelineAsync(Member by) =>
        (await by.Http.GetFromJsonAsync<GetTimeline.Response>($"{Path}/timeline?limit=100", StrictJson.Options))!.Steps;

    public async Task<ContentsView> ContentsAsync(Member by) =>
        (await by.Http.GetFromJsonAsync<ContentsView>($"{Path}/contents", StrictJson.Options))!;

    /// <summary>Carries it on from wherever it is to a state, by the links each party is offered.</summary>
    public async Task CarryToAsync(AgreementState state, Plan? plan = null)
    {
        var today = partnership.Today;
        plan ??=
            state == AgreementState.Signed
                ? new Plan(today.AddDays(30), today.AddDays(30).AddYears(1).AddDays(-1))
                : new Plan(today, today.AddYears(1).AddDays(-1));
        while ((await ReadAsync(partnership.Municipality)).View is { } view && view.State != state)
        {
            await StepAsync(view, state, plan);
        }
    }

    private async Task StepAsync(AgreementView view, AgreementState target, Plan plan)
    {
        switch (target)
        {
            case AgreementState.Withdrawn:
                await DoAsync(partnership.Shelter, "withdrawals");
                return;
            case AgreementState.Declined:
                await DoAsync(partnership.Municipality, "declinations");
                return;
        }

        switch (view.State)
        {
            case AgreementState.Proposed:
                await DoAsync(partnership.Municipality, "acceptances");
                break;
            case AgreementState.Assessing:
                await DoAsync(partnership.Municipality, "assessments");
                break;
            case AgreementState.Negotiating:
                await WriteContentsAsync(view, plan);
                foreach (var party in partnership.Parties)
                {
                    await DoAsync(party, "confirmations");
                }

                break;
            case AgreementState.Deciding:
                await DoAsync(partnership.Municipality, "decisions");
                break;
            case AgreementState.Signing:
                foreach (var party in partnership.Parties)
                {
                    await DoAsync(party, "signatures");
                }

                break;
            case AgreementState.Signed:
                await partnership.RunClockAsync();
                break;
            case AgreementState.Active:
                await DoAsync(partnership.Shelter, "dialogues");
                await DoAsync(partnership.Shelter, "terminations");
                break;
            default:
                throw new InvalidOperationException($"{view.State} leads nowhere.");
        }
    }

    /// <summary>An amendment that lets the newcomer in, carried as far as it should go.</summary>
    public async Task AmendAsync(AmendmentState state, DateOnly effectiveOn)
    {
        var reading = await ReadAsync(partnership.Shelter);
        var contents = await ContentsAsync(partnership.Shelter);
        await DoAsync(
            partnership.Shelter,
            "amendments",
            new
            {
                effectiveOn,
                reason = "Fler platser och en part till.",
                description = contents.Contents.Description with
                {
                    Inclusions = "Tjugo platser",
                },
                joiningParties = new[] { new { organisationId = partnership.Newcomer.Id, roles = Performer } },
            }
        );
        Member[] bound = [partnership.Municipality, partnership.Mission, partnership.Newcomer];
        if (state > AmendmentState.Confirming)
        {
            foreach (var member in bound)
            {
                await DoAsync(member, "amendment-confirmations");
            }
        }

        if (state > AmendmentState.Deciding)
        {
            await DoAsync(partnership.Municipality, "amendment-decisions");
        }

        if (state > AmendmentState.Signing)
        {
            foreach (var member in (Member[])[partnership.Shelter, .. bound])
            {
                await DoAsync(member, "amendment-signatures");
            }
        }

        var amendment = (await ReadAsync(partnership.Shelter)).View.Amendments[^1];
        Assert.Equal((state, reading.View.Amendments.Count + 1), (amendment.State, amendment.Number));
    }

    /// <summary>Everything that a version must have before it can be confirmed; both sides write.</summary>
    public async Task WriteContentsAsync(AgreementView view, Plan plan)
    {
        if (view.Missing.Count == 0)
        {
            return;
        }

        await DoAsync(partnership.Shelter, "revise-term", Said.Term(plan));
        await DoAsync(partnership.Mission, "revise-commitments");
        await DoAsync(partnership.Municipality, "revise-text");
        await DoAsync(partnership.Shelter, "revise-quality-terms");
        await DoAsync(partnership.Municipality, "revise-financing");
        await DoAsync(partnership.Mission, "revise-follow-up-plan");
    }

    private async Task<Reading> AfterRevisionAsync(HttpResponseMessage response, Member by)
    {
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await ReadAsync(by);
    }
}

internal static class CaseResponses
{
    public static async Task<Reading> ReadingAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(
            response.IsSuccessStatusCode,
            $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} {(int)response.StatusCode} {body}"
        );
        return new Reading(
            JsonSerializer.Deserialize<AgreementView>(body, StrictJson.Options)!,
            response.Headers.ETag!.ToString()
        );
    }
}
