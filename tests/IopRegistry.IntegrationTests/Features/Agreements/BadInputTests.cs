using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>Malformed and forbidden calls: what each gets, that none is a fault of ours, and that none changes a single row.</summary>
public sealed class BadInputTests(Partnership partnership, ITestOutputHelper output) : IClassFixture<Partnership>
{
    private const string Description = """{"title":"T","sharedChallenge":"A","purpose":"B","targetGroup":"C"}""";

    /// <summary>A call as it goes on the wire.</summary>
    private sealed record Bad(
        string What,
        int Status,
        string Code,
        HttpMethod Method,
        string Path,
        string? Body = null,
        string? IfMatch = null,
        string? Authorization = null,
        string MediaType = "application/json",
        (string Name, string Value)? Header = null,
        Member? By = null
    );

    [Fact]
    public async Task None_is_a_fault_of_ours_and_none_changes_anything()
    {
        partnership.Api.Clock.Now = Partnership.Noon;
        var proposed = await partnership.InAsync(AgreementState.Proposed);
        var active = await partnership.InAsync(AgreementState.Active);
        var signing = await partnership.InAsync(AgreementState.Signing);
        var negotiating = await partnership.InAsync(AgreementState.Negotiating);
        var readings = new Dictionary<string, Reading>(StringComparer.Ordinal)
        {
            ["proposed"] = await proposed.ReadAsync(partnership.Shelter),
            ["active"] = await active.ReadAsync(partnership.Shelter),
            ["signing"] = await signing.ReadAsync(partnership.Shelter),
            ["negotiating"] = await negotiating.ReadAsync(partnership.Shelter),
        };
        var (expired, revoked) = (await TokenAsync(expired: true), await TokenAsync(expired: false));
        Bad[] table =
        [
            .. Bodies(readings),
            .. Headers(readings, expired, revoked),
            .. Addresses(readings),
            .. Forbidden(readings),
        ];
        Assert.True(table.Length >= 60, $"{table.Length}");
        Assert.Equal(table.Length, table.Select(bad => bad.What).Distinct(StringComparer.Ordinal).Count());

        var before = await DigestAsync();
        List<string> wrong = [];
        foreach (var bad in table)
        {
            using var response = await SendAsync(bad);
            var body = await response.Content.ReadAsStringAsync();
            var code = response.Content.Headers.ContentType?.MediaType is "application/problem+json"
                ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()
                : null;
            if ((int)response.StatusCode != bad.Status || !string.Equals(code, bad.Code, StringComparison.Ordinal))
            {
                wrong.Add($"{bad.What}: should be {bad.Status} {bad.Code} and is {(int)response.StatusCode} {body}");
            }
        }

        var after = await DigestAsync();
        output.WriteLine($"{table.Length} malformed or forbidden calls, none a fault of ours");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, after);
    }

    private Bad[] Bodies(Dictionary<string, Reading> at)
    {
        var parties =
            $$"""[{"organisationId":"{{partnership.Shelter.Id}}","roles":["performer"]},{"organisationId":"{{partnership.Municipality.Id}}","roles":["decider"]}]""";
        var negotiating = at["negotiating"];
        var shelter = Said.PartyOf(partnership.Shelter, negotiating.View);
        return
        [
            Propose("no JSON", 400, "invalid-body", "{"),
            Propose("nothing at all", 400, "invalid-body", ""),
            Propose("a text", 400, "invalid-body", "\"avtal\""),
            Propose("a list", 400, "invalid-body", "[]"),
            Propose("null", 400, "invalid-body", "null"),
            Propose("two documents", 400, "invalid-body", "{}{}"),
            Propose("a comment", 400, "invalid-body", "{/* */}"),
            Propose("a comma too many", 400, "invalid-body", $$"""{"description":{{Description}},}"""),
            Propose(
                "an unknown member",
                400,
                "invalid-body",
                $$"""{"description":{{Description}},"parties":{{parties}},"state":"active"}"""
            ),
            Propose(
                "an unknown member inside",
                400,
                "invalid-body",
                $$"""{"description":{"title":"T","reference":"IOP-1"},"parties":{{parties}}}"""
            ),
            Propose(
                "a member twice",
                400,
                "invalid-body",
                $$"""{"description":{{Description}},"description":{{Description}},"parties":{{parties}}}"""
            ),
            Propose(
                "a member in capitals",
                400,
                "invalid-body",
                $$"""{"Description":{{Description}},"parties":{{parties}}}"""
            ),
            Propose("a missing member", 400, "invalid-body", $$"""{"description":{{Description}}}"""),
            Propose("a null member", 400, "invalid-body", $$"""{"description":null,"parties":{{parties}}}"""),
            Propose(
                "a number for a text",
                400,
                "invalid-body",
                $$"""{"description":{"title":7},"parties":{{parties}}}"""
            ),
            Propose("a text for a list", 400, "invalid-body", $$"""{"description":{{Description}},"parties":"all"}"""),
            Propose("a null in a list", 400, "invalid-body", $$"""{"description":{{Description}},"parties":[null]}"""),
            Propose(
                "an unknown role",
                400,
                "invalid-body",
                $$"""{"description":{{Description}},"parties":[{"organisationId":"{{partnership.Shelter.Id}}","roles":["boss"]}]}"""
            ),
            Propose(
                "a role by number",
                400,
                "invalid-body",
                $$"""{"description":{{Description}},"parties":[{"organisationId":"{{partnership.Shelter.Id}}","roles":[0]}]}"""
            ),
            Propose(
                "no guid",
                400,
                "invalid-body",
                $$"""{"description":{{Description}},"parties":[{"organisationId":"1","roles":[]}]}"""
            ),
            Propose(
                "too deep",
                400,
                "invalid-body",
                string.Concat(Enumerable.Repeat("{\"description\":", 40)) + "1" + new string('}', 40)
            ),
            Propose(
                "a null byte",
                400,
                "invalid-body",
                $$"""{"description":{"title":"a\u0000b"},"parties":{{parties}}}"""
            ),
            Propose(
                "half a surrogate",
                400,
                "invalid-body",
                $$"""{"description":{"title":"\ud800"},"parties":{{parties}}}"""
            ),
            Propose(
                "a title of a megabyte", // over a real connection it is 413; EdgeTests asks there
                422,
                "validation",
                $$"""{"description":{"title":"{{new string('x', 1_100_000)}}"},"parties":{{parties}}}"""
            ),
            Propose(
                "a huge title",
                422,
                "validation",
                $$"""{"description":{"title":"{{new string('x', 301)}}","sharedChallenge":"A","purpose":"B","targetGroup":"C"},"parties":{{parties}}}"""
            ),
            Propose(
                "an empty title",
                422,
                "validation",
                $$"""{"description":{"title":"  ","sharedChallenge":"A","purpose":"B","targetGroup":"C"},"parties":{{parties}}}"""
            ),
            Propose("no challenge", 422, "validation", $$"""{"description":{"title":"T"},"parties":{{parties}}}"""),
            Propose("no parties", 422, "validation", $$"""{"description":{{Description}},"parties":[]}"""),
            Propose(
                "one side",
                422,
                "party-missing",
                $$"""{"description":{{Description}},"parties":[{"organisationId":"{{partnership.Shelter.Id}}","roles":[]}]}"""
            ),
            Propose(
                "the same party twice",
                422,
                "party-twice",
                $$"""{"description":{{Description}},"parties":[{{parties[1..^1]}},{{parties[1..^1]}}]}"""
            ),
            Propose(
                "an unknown organisation",
                422,
                "unknown-organisation",
                $$"""{"description":{{Description}},"parties":[{"organisationId":"{{Guid.CreateVersion7()}}","roles":[]}]}"""
            ),
            Propose(
                "without oneself",
                422,
                "initiator-not-a-party",
                $$"""{"description":{{Description}},"parties":{{parties}}}"""
            ) with
            {
                By = partnership.Neighbour,
            },
            Propose(
                "a framework that is none",
                422,
                "not-a-framework",
                $$"""{"description":{{Description}},"parties":{{parties}},"frameworkId":"{{at["active"].View.Id}}"}"""
            ),
            Propose(
                "a framework within a framework",
                422,
                "validation",
                $$"""{"description":{{Description}},"parties":{{parties}},"isFramework":true,"frameworkId":"{{at["active"].View.Id}}"}"""
            ),
            Propose("another media type", 415, "media-type-not-supported", "{}") with
            {
                MediaType = "text/xml",
            },
            Propose("a form", 415, "media-type-not-supported", "a=b") with
            {
                MediaType = "application/x-www-form-urlencoded",
            },
            Money("money as a number", 400, "invalid-body", """{"amount":650000.00,"currency":"SEK"}"""),
            Money("money with three decimals", 400, "invalid-body", """{"amount":"1.005","currency":"SEK"}"""),
            Money("money in euro", 400, "invalid-body", """{"amount":"1.00","currency":"EUR"}"""),
            Money("money with an exponent", 400, "invalid-body", """{"amount":"1e6","currency":"SEK"}"""),
            Money("money without currency", 400, "invalid-body", """{"amount":"1.00"}"""),
            Money("negative money", 422, "validation", """{"amount":"-1.00","currency":"SEK"}"""),
            Money(
                "more money than there is",
                422,
                "validation",
                """{"amount":"999999999999999.99","currency":"SEK"}"""
            ),
            Put(
                "no date",
                negotiating,
                "term",
                400,
                "invalid-body",
                """{"term":{"start":{"date":"2026-02-30","precision":"day"},"end":{"date":"2026-12-31","precision":"day"}}}"""
            ),
            Put(
                "an American date",
                negotiating,
                "term",
                400,
                "invalid-body",
                """{"term":{"start":{"date":"03/02/2026","precision":"day"},"end":{"date":"2026-12-31","precision":"day"}}}"""
            ),
            Put(
                "a date before any registry",
                negotiating,
                "term",
                422,
                "validation",
                """{"term":{"start":{"date":"0001-01-01","precision":"day"},"end":{"date":"2026-12-31","precision":"day"}}}"""
            ),
            Put(
                "an unknown precision",
                negotiating,
                "term",
                400,
                "invalid-body",
                """{"term":{"start":{"date":"2026-01-01","precision":"week"},"end":{"date":"2026-12-31","precision":"day"}}}"""
            ),
            Put(
                "an end before the start",
                negotiating,
                "term",
                422,
                "agreement-ends-before-it-starts",
                """{"term":{"start":{"date":"2026-12-31","precision":"day"},"end":{"date":"2026-01-01","precision":"day"}}}"""
            ),
            Put(
                "a commitment of a stranger",
                negotiating,
                "commitments",
                422,
                "unknown-party",
                $$"""{"commitments":[{"partyId":"{{Guid.CreateVersion7()}}","kind":"outcome","statement":"X"}]}"""
            ),
            Put(
                "a follow-up in the year 9999",
                negotiating,
                "follow-up-plan",
                422,
                "validation",
                """{"followUpPlan":{"schedule":"dates","dates":["9999-12-31"]}}"""
            ),
            Put(
                "a heading with blanks",
                negotiating,
                "text",
                422,
                "validation",
                """{"clauses":[{"heading":"A B","title":"X","body":"Y"}]}"""
            ),
        ];

        Bad Money(string what, int status, string code, string money) =>
            Put(
                what,
                negotiating,
                "financing",
                status,
                code,
                $$"""{"lines":[{"funderPartyId":"{{shelter}}","kind":"cash","fiscalYear":2026,"amount":{{money}}}]}"""
            );
    }

    private static Bad Propose(string what, int status, string code, string body) =>
        new(what, status, code, HttpMethod.Post, Case.Root, body);

    private static Bad Put(string what, Reading at, string part, int status, string code, string body) =>
        new(what, status, code, HttpMethod.Put, $"{Case.Root}/{at.View.Id}/{part}", body, at.ETag);

    private static Bad Get(string what, string path, int status, string code) =>
        new(what, status, code, HttpMethod.Get, path);

    private static Bad Reopen(string what, Reading at, int status, string code) =>
        new(what, status, code, HttpMethod.Post, $"{Case.Root}/{at.View.Id}/reopenings", """{"reason":"X"}""", at.ETag);

    private static Bad[] Headers(Dictionary<string, Reading> at, string expired, string revoked)
    {
        var signing = at["signing"];
        return
        [
            Reopen("no If-Match", signing, 428, "if-match-missing") with
            {
                IfMatch = null,
            },
            Reopen("an older If-Match", signing, 412, "changed-by-someone-else") with
            {
                IfMatch = "\"1\"",
            },
            Reopen("a newer If-Match", signing, 412, "changed-by-someone-else") with
            {
                IfMatch = "\"99\"",
            },
            Reopen("a weak If-Match", signing, 412, "changed-by-someone-else") with
            {
                IfMatch = "W/" + signing.ETag,
            },
            Reopen("If-Match without quotes", signing, 400, "invalid-header") with
            {
                IfMatch = "17",
            },
            Reopen("an If-Match of something else", signing, 412, "changed-by-someone-else") with
            {
                IfMatch = "\"abc\"",
            },
            Reopen("an Idempotency-Key with blanks", signing, 400, "invalid-header") with
            {
                Header = ("Idempotency-Key", "a b"),
            },
            Reopen("an Idempotency-Key too long", signing, 400, "invalid-header") with
            {
                Header = ("Idempotency-Key", new string('k', 256)),
            },
            Reopen("no token", signing, 401, "not-signed-in") with
            {
                Authorization = "",
            },
            Reopen("a garbage token", signing, 401, "not-signed-in") with
            {
                Authorization = "Bearer iop_garbage",
            },
            Reopen("an empty token", signing, 401, "not-signed-in") with
            {
                Authorization = "Bearer ",
            },
            Reopen("a token of 10 000 characters", signing, 401, "not-signed-in") with
            {
                Authorization = "Bearer " + new string('a', 10_000),
            },
            Reopen("an expired token", signing, 401, "not-signed-in") with
            {
                Authorization = "Bearer " + expired,
            },
            Reopen("a revoked token", signing, 401, "not-signed-in") with
            {
                Authorization = "Bearer " + revoked,
            },
            Reopen("Basic", signing, 401, "not-signed-in") with
            {
                Authorization = "Basic aW9wOmlvcA==",
            },
        ];
    }

    private static Bad[] Addresses(Dictionary<string, Reading> at)
    {
        var id = at["active"].View.Id;
        return
        [
            Get("a token in the address", $"{Case.Root}?access_token=iop_x", 400, "invalid-query"),
            Get("an unknown parameter", $"{Case.Root}?status=active", 400, "invalid-query"),
            Get("a parameter twice", $"{Case.Root}?state=active&state=ended", 400, "invalid-query"),
            Get("an unknown state", $"{Case.Root}?state=sleeping", 400, "invalid-query"),
            Get("a state in capitals", $"{Case.Root}?state=Active", 400, "invalid-query"),
            Get("a state by number", $"{Case.Root}?state=6", 400, "invalid-query"),
            Get("page 0", $"{Case.Root}?page=0", 400, "invalid-query"),
            Get("page -1", $"{Case.Root}?page=-1", 400, "invalid-query"),
            Get("a page beyond numbers", $"{Case.Root}?page=99999999999999", 400, "invalid-query"),
            Get("101 on a page", $"{Case.Root}?limit=101", 400, "invalid-query"),
            Get("half a page", $"{Case.Root}?limit=1.5", 400, "invalid-query"),
            Get("an unknown order", $"{Case.Root}?sort=colour", 400, "invalid-query"),
            Get("an order twice", $"{Case.Root}?sort=title,-title", 400, "invalid-query"),
            Get("an injected order", $"{Case.Root}?sort=title;drop table agreements", 400, "invalid-query"),
            Get("a party without guid", $"{Case.Root}?party=1", 400, "invalid-query"),
            Get("a guid in braces", $"{Case.Root}?party={{{id}}}", 400, "invalid-query"),
            Get("no such day", $"{Case.Root}?endsFrom=2026-02-30", 400, "invalid-query"),
            Get(
                "an end before the beginning",
                $"{Case.Root}?endsFrom=2026-12-31&endsTo=2026-01-01",
                400,
                "invalid-query"
            ),
            Get("a municipality in letters", $"{Case.Root}?municipality=abcd", 400, "invalid-query"),
            Get("waiting for nobody known", $"{Case.Root}?waitingFor=them", 400, "invalid-query"),
            Get("a text too long", $"{Case.Root}?text={new string('x', 101)}", 400, "invalid-query"),
            Get("a null byte in the text", $"{Case.Root}?text=%00", 400, "invalid-query"),
            Get("an unknown parameter of one", $"{Case.Root}/{id}?expand=all", 400, "invalid-query"),
            Get("an id that is none", $"{Case.Root}/1", 404, "not-found"),
            Get("an unknown id", $"{Case.Root}/{Guid.CreateVersion7()}", 404, "not-found"),
            Get("a path upwards", $"{Case.Root}/%2e%2e/%2e%2e/etc/passwd", 404, "not-found"),
            Get("an encoded slash", $"{Case.Root}%2f{id}", 404, "not-found"),
            Get("version 0", $"{Case.Root}/{id}/versions/0", 404, "not-found"),
            Get("a version beyond numbers", $"{Case.Root}/{id}/versions/99999999999", 404, "not-found"),
            Get("a step that was not", $"{Case.Root}/{id}/timeline/999", 404, "not-found"),
            Get("a part that is not", $"{Case.Root}/{id}/secrets", 404, "not-found"),
            new("a deletion", 405, "method-not-allowed", HttpMethod.Delete, $"{Case.Root}/{id}"),
            new("a patch", 405, "method-not-allowed", HttpMethod.Patch, $"{Case.Root}/{id}", "{}"),
            new("a PUT on the list", 405, "method-not-allowed", HttpMethod.Put, Case.Root, "{}"),
            new("a timeline written", 405, "method-not-allowed", HttpMethod.Post, $"{Case.Root}/{id}/timeline", "{}"),
        ];
    }

    private Bad[] Forbidden(Dictionary<string, Reading> at)
    {
        var (proposed, signing, active) = (at["proposed"], at["signing"], at["active"]);
        var shelter = partnership.Shelter;
        return
        [
            Act(
                "the other side's acceptance",
                proposed,
                "acceptances",
                403,
                "wrong-side",
                Body(
                    new
                    {
                        boardId = partnership.Municipality.Board,
                        caseOfficerId = partnership.Municipality.CaseOfficer,
                    }
                )
            ),
            Act(
                "the other side's refusal",
                proposed,
                "declinations",
                403,
                "wrong-side",
                """{"reasonCode":"no","reason":"X","decisionReference":"Y"}"""
            ),
            Act(
                "a stranger's refusal",
                proposed,
                "declinations",
                404,
                "not-found",
                """{"reasonCode":"no","reason":"X","decisionReference":"Y"}"""
            ) with
            {
                By = partnership.Neighbour,
            },
            Act(
                "another's party",
                active,
                "notices",
                403,
                "not-your-party",
                Body(
                    new
                    {
                        reason = "X",
                        consequences = new
                        {
                            staff = "X",
                            users = "Y",
                            premises = "Z",
                        },
                        partyId = Said.PartyOf(partnership.Mission, active.View),
                    }
                )
            ),
            Act(
                "a party that is not",
                active,
                "notices",
                403,
                "not-your-party",
                Body(
                    new
                    {
                        reason = "X",
                        consequences = new
                        {
                            staff = "X",
                            users = "Y",
                            premises = "Z",
                        },
                        partyId = Guid.CreateVersion7(),
                    }
                )
            ),
            Act(
                "a decision after the decision",
                signing,
                "decisions",
                409,
                "action-not-allowed",
                Body(Said.Decision(Said.PartyOf(shelter, signing.View), partnership.Today))
            ),
            Act("a forged version", at["negotiating"], "confirmations", 409, "version-changed", """{"version":99}"""),
            Act(
                "a forged hash",
                signing,
                "signatures",
                409,
                "content-hash-mismatch",
                Body(Said.Signature(shelter, new string('a', 64), partnership.Today))
            ),
            Act(
                "another's right to sign",
                signing,
                "signatures",
                409,
                "no-right-to-sign",
                Body(
                    Said.Signature(
                        shelter with
                        {
                            SigningRight = partnership.Municipality.SigningRight,
                        },
                        signing.View.ContentHash,
                        partnership.Today
                    )
                )
            ),
            Act(
                "a signature tomorrow",
                signing,
                "signatures",
                422,
                "date-in-the-future",
                Body(Said.Signature(shelter, signing.View.ContentHash, partnership.Today.AddDays(1)))
            ),
            Act(
                "a signature of yesterday's text",
                signing,
                "signatures",
                422,
                "signed-before-confirmed",
                Body(Said.Signature(shelter, signing.View.ContentHash, partnership.Today.AddDays(-1)))
            ),
            Act(
                "a termination without dialogue",
                active,
                "terminations",
                409,
                "dialogue-first",
                """{"kind":"breach","reason":"X"}"""
            ),
            Act(
                "a reason too long",
                active,
                "terminations",
                422,
                "validation",
                Body(new { kind = "breach", reason = new string('x', 10_001) })
            ),
        ];

        static Bad Act(string what, Reading at, string action, int status, string code, string body) =>
            new(what, status, code, HttpMethod.Post, $"{Case.Root}/{at.View.Id}/{action}", body, at.ETag);
    }

    private static string Body(object body) => JsonSerializer.Serialize(body, body.GetType(), StrictJson.Options);

    private async Task<HttpResponseMessage> SendAsync(Bad bad)
    {
        using var request = new HttpRequestMessage(bad.Method, bad.Path);
        if (bad.Body is not null)
        {
            request.Content = new StringContent(bad.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse(bad.MediaType));
        }

        if (bad.IfMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", bad.IfMatch);
        }

        if (bad.Header is { } header)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (bad.Authorization is null)
        {
            return await (bad.By ?? partnership.Shelter).Http.SendAsync(request);
        }

        using var anonymous = partnership.Host.CreateClient();
        request.Headers.TryAddWithoutValidation("Authorization", bad.Authorization);
        return await anonymous.SendAsync(request);
    }

    private async Task<string> TokenAsync(bool expired)
    {
        var now = partnership.Api.Clock.Now;
        var user = User.Add(
            "Test Testsson",
            new Membership(partnership.Shelter.Id, [Role.Legal], DateOnly.MinValue, null),
            now
        );
        var (token, stored) = AccessToken.Issue(
            user.Id,
            partnership.Shelter.Id,
            now.AddDays(-2),
            TimeSpan.FromDays(expired ? 1 : 10)
        );
        if (!expired)
        {
            stored.Revoke(now.AddDays(-1));
        }

        await partnership.Api.ArrangeAsync(user, stored);
        return token;
    }

    /// <summary>Every row of every table, but for the trail: it tells of what was refused.</summary>
    private async Task<string> DigestAsync()
    {
        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var names = db.GetService<ISqlGenerationHelper>();
        await db.Database.OpenConnectionAsync();
        var digest = new StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Order())
        {
            if (table.StartsWith("trail", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {names.DelimitIdentifier(table)}";
            await using var reader = await command.ExecuteReaderAsync();
            List<string> rows = [];
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(JsonSerializer.Serialize(values));
            }

            rows.Sort(StringComparer.Ordinal);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
            digest.Append(CultureInfo.InvariantCulture, $"{table} {rows.Count} {Convert.ToHexStringLower(hash)}\n");
        }

        return digest.ToString();
    }
}
