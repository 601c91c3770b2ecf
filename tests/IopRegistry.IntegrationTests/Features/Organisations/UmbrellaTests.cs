using System.Net;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

public sealed class UmbrellaTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task A_membership_begins_and_ends()
    {
        var client = await api.AsAsync(_steward);
        var (local, regional) = (await RegisterAsync(client, "Lokal"), await RegisterAsync(client, "Regional"));

        var joined = await JoinAsync(client, local, regional);
        var membership = Assert.Single((await joined.SeenAsync(HttpStatusCode.Created)).View.UmbrellaMemberships);
        var read = await client.GetAsync(joined.Headers.Location);
        var left = await client.PutAsync(
            joined.Headers.Location!.AbsolutePath,
            new { validTo = "2025-12-31" },
            joined.Headers.ETag!.ToString()
        );

        Assert.Equal(
            (regional.Id, new DateOnly(2024, 1, 1), null),
            (membership.UmbrellaId, membership.ValidFrom, membership.ValidTo)
        );
        Assert.Equal(membership, await read.ReadAsync<UmbrellaMembership>());
        Assert.Equal(
            new DateOnly(2025, 12, 31),
            Assert.Single((await left.SeenAsync(HttpStatusCode.OK)).View.UmbrellaMemberships).ValidTo
        );
    }

    [Fact]
    public async Task Circles_are_refused_direct_and_through_others()
    {
        var client = await api.AsAsync(_steward);
        var local = await RegisterAsync(client, "Lokal");
        var regional = await RegisterAsync(client, "Regional");
        var national = await RegisterAsync(client, "Riks");
        await (await JoinAsync(client, local, regional)).SeenAsync(HttpStatusCode.Created);
        regional = await client.GetOrganisationAsync(regional.Id);
        await (await JoinAsync(client, regional, national)).SeenAsync(HttpStatusCode.Created);
        national = await client.GetOrganisationAsync(national.Id);
        regional = await client.GetOrganisationAsync(regional.Id);

        (Seen Member, Seen Umbrella)[] circles = [(national, national), (regional, local), (national, local)];
        foreach (var (member, umbrella) in circles)
        {
            await (await JoinAsync(client, member, umbrella)).AssertRefusedAsync(
                HttpStatusCode.Conflict,
                "umbrella-circular"
            );
        }
    }

    [Fact]
    public async Task Two_that_join_each_other_at_once_make_no_circle()
    {
        var bothHaveRead = new Rendezvous(parties: 2);
        var client = await api.AsAsync(_steward);
        var (one, other) = (await RegisterAsync(client, "Ena"), await RegisterAsync(client, "Andra"));
        await using var racing = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(bothHaveRead))
        );
        var clients = new[] { await api.AsAsync(_steward, racing), await api.AsAsync(_steward, racing) };

        var responses = await Task.WhenAll(JoinAsync(clients[0], one, other), JoinAsync(clients[1], other, one));

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.PreconditionFailed],
            responses.Select(r => r.StatusCode).Order()
        );
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_by_its_code()
    {
        var client = await api.AsAsync(_steward);
        var (local, regional) = (await RegisterAsync(client, "Lokal"), await RegisterAsync(client, "Regional"));
        var path = $"{local.Path}/umbrella-memberships";

        await (
            await client.PostAsync(
                path,
                new { umbrellaId = Guid.CreateVersion7(), validFrom = "2024-01-01" },
                local.ETag
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "umbrella-unknown");
        await (
            await client.PostAsync(
                path,
                new
                {
                    umbrellaId = regional.Id,
                    validFrom = "2024-01-01",
                    validTo = "2023-01-01",
                },
                local.ETag
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validity-inverted");
        var joined = await (await JoinAsync(client, local, regional)).SeenAsync(HttpStatusCode.Created);
        await (await JoinAsync(client, joined, regional)).AssertRefusedAsync(
            HttpStatusCode.Conflict,
            "umbrella-membership-overlaps"
        );
        await (
            await client.PutAsync($"{path}/{Guid.CreateVersion7()}", new { validTo = "2026-12-31" }, joined.ETag)
        ).AssertRefusedAsync(HttpStatusCode.NotFound, "not-found");
        await (
            await client.PutAsync(
                $"{path}/{joined.View.UmbrellaMemberships[0].Id}",
                new { validTo = "2020-12-31" },
                joined.ETag
            )
        ).AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "validity-inverted");
    }

    [Fact]
    public async Task Nobody_joins_for_another_and_nobody_without_the_ETag()
    {
        var client = await api.AsAsync(_steward);
        var (local, regional) = (await RegisterAsync(client, "Lokal"), await RegisterAsync(client, "Regional"));
        var stranger = await api.AsAsync(Guid.CreateVersion7());

        await (await JoinAsync(stranger, local, regional)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "organisation-not-yours"
        );
        await (await JoinAsync(client, local with { ETag = "\"77\"" }, regional)).AssertRefusedAsync(
            HttpStatusCode.PreconditionFailed,
            "changed-by-someone-else"
        );
        await (await JoinAsync(client, local with { ETag = "" }, regional)).AssertRefusedAsync(
            (HttpStatusCode)428,
            "if-match-missing"
        );
    }

    private static Task<Seen> RegisterAsync(HttpClient client, string name) => client.RegisterAsync(Association(name));

    private static Task<HttpResponseMessage> JoinAsync(HttpClient client, Seen member, Seen umbrella) =>
        client.PostAsync(
            $"{member.Path}/umbrella-memberships",
            new { umbrellaId = umbrella.Id, validFrom = "2024-01-01" },
            member.ETag
        );
}
