using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Access;

/// <summary>Attempts to get at what is not one's own. What sign-in, cookies and withheld fields withstand stands with them.</summary>
public sealed class BreakInTests(Partnership partnership) : IClassFixture<Partnership>
{
    [Fact]
    public async Task A_guessed_id_is_answered_as_one_that_does_not_exist()
    {
        var agreement = await partnership.InAsync(AgreementState.Negotiating);
        var stranger = partnership.Neighbour;
        foreach (var rest in new[] { "", "/timeline", "/contents", "/versions/1", "/trail", "/flags", "/publication" })
        {
            using var guessed = await stranger.Http.GetAsync(agreement.Path + rest);
            using var invented = await stranger.Http.GetAsync($"{Case.Root}/{Guid.CreateVersion7()}{rest}");
            await AssertAlikeAsync(guessed, invented, agreement.Id);
        }

        foreach (var act in new[] { "confirmations", "withdrawals", "signatures" })
        {
            var body = Said.By(
                partnership.Shelter,
                act,
                (await agreement.ReadAsync(partnership.Shelter)).View,
                partnership
            );
            using var guessed = await Case.SendAsync(
                stranger,
                HttpMethod.Post,
                $"{agreement.Path}/{act}",
                body,
                "\"1\""
            );
            using var invented = await Case.SendAsync(
                stranger,
                HttpMethod.Post,
                $"{Case.Root}/{Guid.CreateVersion7()}/{act}",
                body,
                "\"1\""
            );
            await AssertAlikeAsync(guessed, invented, agreement.Id);
        }
    }

    [Theory]
    [InlineData("id", "\"01936f0a-6c5e-7000-9000-000000000000\"")]
    [InlineData("state", "\"active\"")]
    [InlineData("version", "7")]
    [InlineData("reference", "\"IOP-2026-000001\"")]
    [InlineData("createdAt", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("organisationId", "\"01936f0a-6c5e-7000-9000-000000000000\"")]
    public async Task A_member_that_is_not_asked_for_is_refused(string member, string value)
    {
        using var content = JsonContent.Create(Said.Proposal(partnership), options: StrictJson.Options);
        var body = await content.ReadAsStringAsync();
        using var more = new StringContent(
            $"{{\"{member}\":{value},{body.AsSpan(1)}",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await partnership.Shelter.Http.PostAsync(Case.Root, more);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.ReadAsync<Problem>();
        Assert.Equal($"/{member}", Assert.Single(problem.Errors!).Pointer);
    }

    [Fact]
    public async Task Nobody_acts_for_the_other_side()
    {
        var agreement = await partnership.InAsync(AgreementState.Signing);
        var view = (await agreement.ReadAsync(partnership.Shelter)).View;
        var others = view.Parties.First(p => p.OrganisationId == partnership.Municipality.Id);

        using var signed = await agreement.ForceAsync(
            partnership.Shelter,
            "signatures",
            new
            {
                partyId = others.Id,
                signingRightIds = new[] { partnership.Municipality.SigningRight },
                contentHash = view.ContentHash,
                signedOn = partnership.Today,
            }
        );
        Assert.InRange((int)signed.StatusCode, 400, 422);
        using var borrowed = await agreement.ForceAsync(
            partnership.Shelter,
            "signatures",
            new
            {
                signingRightIds = new[] { partnership.Municipality.SigningRight },
                contentHash = view.ContentHash,
                signedOn = partnership.Today,
            }
        );
        Assert.InRange((int)borrowed.StatusCode, 400, 422);
        Assert.Equal(AgreementState.Signing, (await agreement.ReadAsync(partnership.Municipality)).View.State);
    }

    [Fact]
    public async Task A_right_to_sign_that_has_lapsed_signs_nothing()
    {
        var agreement = await partnership.InAsync(AgreementState.Signing);
        var shelter = OrganisationClient.Path(partnership.Shelter.Id);
        using var added = await ChangeAsync(
            HttpMethod.Post,
            $"{shelter}/signing-rights",
            new
            {
                name = "Fru Förra",
                title = "Ordförande",
                mode = "alone",
                source = "Stadgarna § 9",
                validFrom = partnership.Today.AddYears(-2),
                validTo = partnership.Today.AddDays(-1),
            }
        );
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var lapsed = added.Headers.Location!.ToString().Split('/')[^1];

        using var signed = await agreement.ForceAsync(
            partnership.Shelter,
            "signatures",
            new
            {
                signingRightIds = new[] { lapsed },
                contentHash = (await agreement.ReadAsync(partnership.Shelter)).View.ContentHash,
                signedOn = partnership.Today,
            }
        );
        Assert.Equal(HttpStatusCode.Conflict, signed.StatusCode);
    }

    [Fact]
    public async Task A_key_of_another_client_gives_nobody_its_answer()
    {
        var key = Guid.CreateVersion7().ToString();
        var body = Said.Proposal(partnership);
        using var first = await Case.SendAsync(partnership.Shelter, HttpMethod.Post, Case.Root, body, null, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        using var thief = await Case.SendAsync(partnership.Neighbour, HttpMethod.Post, Case.Root, body, null, key);

        Assert.False(thief.Headers.Contains("Idempotency-Replayed"));
        Assert.NotEqual(first.Headers.Location, thief.Headers.Location);
    }

    [Theory]
    [InlineData("/iop/v1/agreements/../../../etc/passwd")]
    [InlineData("/iop/v1/agreements/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/iop/v1/agreements/%2e%2e%2fhealth%2fready")]
    [InlineData("/iop/v1//agreements")]
    [InlineData("/iop/v1/agreements/%01")]
    [InlineData("/iop/v1/agreements/%252e%252e/trail")]
    [InlineData("/iop/v1/agreements/1 or 1=1")]
    [InlineData("/iop/v1/agreements/';drop table agreements--")]
    [InlineData("/iop/v1/me/../agreements/%5c..%5c")]
    public async Task A_path_that_tries_tricks_leads_nowhere(string path)
    {
        using var response = await partnership.Neighbour.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", (await response.ReadAsync<Problem>()).Code);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Prefix", "/evil.example")]
    [InlineData("X-Original-URL", "/evil.example")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("traceparent", "00-evil.example-x-01")]
    [InlineData("Accept-Language", "evil.example")]
    public async Task A_header_changes_nothing_but_its_own_call(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/iop/v1/public-register/agreements");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await partnership.Neighbour.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(
            response.Headers.Concat(response.Content.Headers),
            told => Assert.DoesNotContain("evil.example", string.Join(' ', told.Value), StringComparison.Ordinal)
        );

        // What is cached for everybody holds nothing that one caller sent.
        using var next = await partnership.Host.CreateClient().GetAsync("/iop/v1/public-register/agreements");
        Assert.DoesNotContain("evil.example", await next.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nSet-Cookie: x=y")]
    [InlineData("a\nLocation: //evil.example")]
    public async Task A_line_break_in_what_is_repeated_makes_no_header(string text)
    {
        using var response = await partnership
            .Host.CreateClient()
            .GetAsync($"/iop/v1/external-sign-ins/nobody?returnTo={Uri.EscapeDataString("/" + text)}");
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            "/iop/v1/agreements?sort=" + Uri.EscapeDataString(text)
        );
        using var sorted = await partnership.Shelter.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, sorted.StatusCode);
        Assert.False(sorted.Headers.Contains("Set-Cookie"));
    }

    private async Task<HttpResponseMessage> ChangeAsync(HttpMethod method, string path, object body)
    {
        using var read = await partnership.Shelter.Http.GetAsync(OrganisationClient.Path(partnership.Shelter.Id));
        return await Case.SendAsync(partnership.Shelter, method, path, body, read.Headers.ETag!.ToString());
    }

    /// <summary>Nothing in status, headers or text tells the two apart.</summary>
    private static async Task AssertAlikeAsync(HttpResponseMessage guessed, HttpResponseMessage invented, Guid id)
    {
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        Assert.Equal(invented.StatusCode, guessed.StatusCode);
        Assert.Equal(
            invented.Headers.Select(h => h.Key).Order(StringComparer.Ordinal),
            guessed.Headers.Select(h => h.Key).Order(StringComparer.Ordinal)
        );
        var (one, other) = (await guessed.ReadAsync<Problem>(), await invented.ReadAsync<Problem>());
        Assert.Equal(other with { TraceId = "", Instance = "" }, one with { TraceId = "", Instance = "" });
        Assert.Contains(id.ToString("D", CultureInfo.InvariantCulture), one.Instance, StringComparison.Ordinal);
    }
}
