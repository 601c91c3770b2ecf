using System.Net;
using IopRegistry.Api.Features.Organisations;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

/// <summary>Contacts and the right to sign.</summary>
public sealed class PeopleTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task A_contact_is_added_read_changed_and_ended()
    {
        var (client, seen) = await ArrangeAsync();

        var added = await client.PostAsync(
            $"{seen.Path}/contacts",
            new Person("Ada Lind") { Email = "ada@exempel.example", Phone = "010-000 00 00" },
            seen.ETag
        );
        await added.SeenAsync(HttpStatusCode.Created);
        var read = await client.GetAsync(added.Headers.Location);
        var ended = await client.PutAsync(
            added.Headers.Location!.AbsolutePath,
            new Person("Ada Lind") { Title = "verksamhetschef", ValidTo = "2026-03-01" },
            added.Headers.ETag!.ToString()
        );

        Assert.Equal("ada@exempel.example", (await read.ReadAsync<ContactView>()).Email);
        var contact = Assert.Single((await ended.SeenAsync(HttpStatusCode.OK)).View.Contacts);
        Assert.Equal(
            ("verksamhetschef", null, new DateOnly(2026, 3, 1)),
            (contact.Title, contact.Email, contact.ValidTo)
        );
        var stranger = await api.AsAsync(Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(added.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_by_its_code()
    {
        var (client, seen) = await ArrangeAsync();
        (string Part, Person Person, string Code)[] attempts =
        [
            ("contacts", new("Ada") { Email = "ada" }, "contact-email-invalid"),
            ("contacts", new("Ada") { Phone = "ring Ada" }, "contact-phone-invalid"),
            ("contacts", new("Ada") { UnitId = Guid.CreateVersion7() }, "organisation-unit-unknown"),
            ("contacts", new("Ada") { ValidTo = "2023-12-31" }, "validity-inverted"),
            ("contacts", new(" "), "validation"),
        ];

        foreach (var (part, person, code) in attempts)
        {
            var response = await client.PostAsync($"{seen.Path}/{part}", person, seen.ETag);
            await response.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, code);
        }

        Assert.Equal(seen.ETag, (await client.GetOrganisationAsync(seen.Id)).ETag);
    }

    [Fact]
    public async Task A_right_to_sign_is_recorded_and_ended()
    {
        var (client, seen) = await ArrangeAsync();

        var added = await client.PostAsync($"{seen.Path}/signing-rights", new Right("Bo Ek"), seen.ETag);
        var right = Assert.Single((await added.SeenAsync(HttpStatusCode.Created)).View.SigningRights!);
        var read = await client.GetAsync(added.Headers.Location);
        var ended = await client.PutAsync(
            added.Headers.Location!.AbsolutePath,
            new { validTo = "2026-12-31" },
            added.Headers.ETag!.ToString()
        );

        Assert.Equal(
            ("Bo Ek", "ordförande", SigningMode.Jointly, "stadgar § 9"),
            (right.Name, right.Title, right.Mode, right.Source)
        );
        Assert.Equal(right, await read.ReadAsync<SigningRight>());
        Assert.Equal(
            right with
            {
                ValidTo = new DateOnly(2026, 12, 31),
            },
            Assert.Single((await ended.SeenAsync(HttpStatusCode.OK)).View.SigningRights!)
        );
        var stranger = await api.AsAsync(Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(added.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task A_right_to_sign_is_complete_and_in_order()
    {
        var (client, seen) = await ArrangeAsync();
        var path = $"{seen.Path}/signing-rights";

        await (await client.PostAsync(path, new Right("Bo Ek") { Source = "" }, seen.ETag)).AssertRefusedAsync(
            HttpStatusCode.UnprocessableEntity,
            "validation"
        );
        await (
            await client.PostAsync(path, new Right("Bo Ek") { ValidTo = "2020-01-01" }, seen.ETag)
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validity-inverted");
        var added = await client.PostAsync(path, new Right("Bo Ek"), seen.ETag);
        await (
            await client.PutAsync(
                added.Headers.Location!.AbsolutePath,
                new { validTo = "2020-01-01" },
                added.Headers.ETag!.ToString()
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validity-inverted");
    }

    [Theory]
    [InlineData("contacts")]
    [InlineData("signing-rights")]
    public async Task Others_do_not_touch_it_and_nobody_without_the_ETag(string part)
    {
        var (client, seen) = await ArrangeAsync();
        var path = $"{seen.Path}/{part}";
        object body = part is "contacts" ? new Person("Ada Lind") : new Right("Ada Lind");
        object change = part is "contacts" ? body : new { validTo = "2026-12-31" };
        var added = await client.PostAsync(path, body, seen.ETag);
        var (address, etag) = (added.Headers.Location!.AbsolutePath, added.Headers.ETag!.ToString());
        var stranger = await api.AsAsync(Guid.CreateVersion7());
        var reader = await api.AsAsync(_steward, roles: Role.Reader);

        (HttpResponseMessage Response, int Status, string Code)[] refusals =
        [
            (await stranger.PostAsync(path, body, etag), 403, "organisation-not-yours"),
            (await stranger.PutAsync(address, change, etag), 403, "organisation-not-yours"),
            (await reader.PutAsync(address, change, etag), 403, "permission-missing"),
            (await client.PostAsync(path, body, seen.ETag), 412, "changed-by-someone-else"),
            (await client.PutAsync(address, change, seen.ETag), 412, "changed-by-someone-else"),
            (await client.PostAsync(path, body, null), 428, "if-match-missing"),
            (await client.PutAsync($"{path}/{Guid.CreateVersion7()}", change, etag), 404, "not-found"),
        ];

        foreach (var (response, status, code) in refusals)
        {
            await response.AssertRefusedAsync((HttpStatusCode)status, code);
        }
    }

    private sealed record Person(string Name)
    {
        public string Role { get; init; } = "headOfUnit";

        public string? Title { get; init; }

        public string? Email { get; init; }

        public string? Phone { get; init; }

        public Guid? UnitId { get; init; }

        public string ValidFrom { get; init; } = "2024-01-01";

        public string? ValidTo { get; init; }
    }

    private sealed record Right(string Name)
    {
        public string Title { get; init; } = "ordförande";

        public string Mode { get; init; } = "jointly";

        public string Source { get; init; } = "stadgar § 9";

        public string ValidFrom { get; init; } = "2024-01-01";

        public string? ValidTo { get; init; }
    }

    private async Task<(HttpClient Client, Seen Association)> ArrangeAsync()
    {
        var client = await api.AsAsync(_steward);
        return (client, await client.RegisterAsync(Association()));
    }
}
