using System.Net;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using static IopRegistry.IntegrationTests.Features.Organisations.OrganisationClient;

namespace IopRegistry.IntegrationTests.Features.Organisations;

/// <summary>Boards and departments.</summary>
public sealed class UnitTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Guid _steward = Guid.CreateVersion7();

    [Fact]
    public async Task A_board_is_added_read_changed_and_closed()
    {
        var (client, municipality) = await ArrangeAsync();

        var added = await client.PostAsync($"{municipality.Path}/units", new Unit("Socialnämnden"), municipality.ETag);
        var board = Assert.Single((await added.SeenAsync(HttpStatusCode.Created)).View.Units);
        var read = await client.GetAsync(added.Headers.Location);
        var closed = await client.PutAsync(
            added.Headers.Location!.AbsolutePath,
            new Unit("Socialnämnden") { ValidTo = "2025-12-31" },
            added.Headers.ETag!.ToString()
        );

        Assert.Equal(added.Headers.ETag, read.Headers.ETag);
        Assert.Equal(board.Id, (await read.ReadAsync<OrganisationUnit>()).Id);
        Assert.Equal(
            new DateOnly(2025, 12, 31),
            Assert.Single((await closed.SeenAsync(HttpStatusCode.OK)).View.Units).ValidTo
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await (await api.AsAsync(Guid.CreateVersion7())).GetAsync(added.Headers.Location)).StatusCode
        );
    }

    [Fact]
    public async Task A_reorganisation_moves_a_department_and_names_the_successor()
    {
        var (client, seen) = await ArrangeAsync();
        seen = await AddAsync(client, seen, new Unit("Fritidsnämnden"));
        var old = seen.View.Units[0].Id;
        seen = await AddAsync(client, seen, new Unit("Fritidsförvaltningen") { Kind = "department", ParentId = old });
        seen = await AddAsync(client, seen, new Unit("Kulturnämnden"));
        var successor = seen.View.Units[2].Id;

        var closed = await client.PutAsync(
            $"{seen.Path}/units/{old}",
            new Unit("Fritidsnämnden") { ValidTo = "2026-06-30", SuccessorId = successor },
            seen.ETag
        );

        var units = (await closed.SeenAsync(HttpStatusCode.OK)).View.Units;
        Assert.Equal((successor, UnitKind.Department, old), (units[0].SuccessorId, units[1].Kind, units[1].ParentId));
    }

    [Fact]
    public async Task Two_municipalities_have_a_joint_board()
    {
        var (client, host) = await ArrangeAsync();
        var neighbour = await client.RegisterAsync(Municipality("Provstads kommun"));

        var joint = await AddAsync(
            client,
            host,
            new Unit("Gemensamma nämnden för familjerätt") { ParticipantIds = [neighbour.Id] }
        );

        Assert.Equal([neighbour.Id], Assert.Single(joint.View.Units).ParticipantIds);
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_by_its_code()
    {
        var (client, host) = await ArrangeAsync();
        var association = await client.RegisterAsync(Association());
        var unknown = Guid.CreateVersion7();
        (Unit Unit, HttpStatusCode Status, string Code)[] attempts =
        [
            (new("N") { ValidTo = "2023-12-31" }, HttpStatusCode.UnprocessableEntity, "validity-inverted"),
            (new("N") { ParentId = unknown }, HttpStatusCode.UnprocessableEntity, "organisation-unit-unknown"),
            (
                new("N") { ValidTo = "2026-12-31", SuccessorId = unknown },
                HttpStatusCode.UnprocessableEntity,
                "organisation-unit-successor-invalid"
            ),
            (
                new("N") { ParticipantIds = [unknown] },
                HttpStatusCode.UnprocessableEntity,
                "joint-board-participants-invalid"
            ),
            (
                new("N") { ParticipantIds = [association.Id] },
                HttpStatusCode.UnprocessableEntity,
                "joint-board-participants-invalid"
            ),
            (
                new("N") { ParticipantIds = [host.Id] },
                HttpStatusCode.UnprocessableEntity,
                "joint-board-participants-invalid"
            ),
            (new(" "), HttpStatusCode.UnprocessableEntity, "validation"),
            (new("N") { Kind = "nämnd" }, HttpStatusCode.BadRequest, "invalid-body"),
        ];

        foreach (var (unit, status, code) in attempts)
        {
            var response = await client.PostAsync($"{host.Path}/units", unit, host.ETag);
            await response.AssertRefusedAsync(status, code);
        }

        var civil = await client.PostAsync($"{association.Path}/units", new Unit("Styrelsen"), association.ETag);
        await civil.AssertRefusedAsync(HttpStatusCode.Conflict, "units-public-only");
        Assert.Equal(host.ETag, (await client.GetOrganisationAsync(host.Id)).ETag);
    }

    [Fact]
    public async Task A_unit_does_not_stand_under_itself()
    {
        var (client, seen) = await ArrangeAsync();
        seen = await AddAsync(client, seen, new Unit("Nämnden"));
        var top = seen.View.Units[0].Id;
        seen = await AddAsync(client, seen, new Unit("Utskottet") { ParentId = top });

        var response = await client.PutAsync(
            $"{seen.Path}/units/{top}",
            new Unit("Nämnden") { ParentId = seen.View.Units[1].Id },
            seen.ETag
        );

        await response.AssertRefusedAsync(HttpStatusCode.UnprocessableEntity, "organisation-unit-circular");
    }

    [Fact]
    public async Task Others_do_not_touch_it_and_nobody_without_the_ETag()
    {
        var (client, seen) = await ArrangeAsync();
        var path = $"{seen.Path}/units";
        var later = await AddAsync(client, seen, new Unit("Nämnden"));
        var change = $"{path}/{later.View.Units[0].Id}";
        var stranger = await api.AsAsync(Guid.CreateVersion7());
        var reader = await api.AsAsync(_steward, roles: Role.Reader);
        var unit = new Unit("Kapad nämnd");

        await (await stranger.PostAsync(path, unit, later.ETag)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "organisation-not-yours"
        );
        await (await stranger.PutAsync(change, unit, later.ETag)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "organisation-not-yours"
        );
        await (await reader.PutAsync(change, unit, later.ETag)).AssertRefusedAsync(
            HttpStatusCode.Forbidden,
            "permission-missing"
        );
        await (await client.PostAsync(path, unit, seen.ETag)).AssertRefusedAsync(
            HttpStatusCode.PreconditionFailed,
            "changed-by-someone-else"
        );
        await (await client.PutAsync(change, unit, null)).AssertRefusedAsync((HttpStatusCode)428, "if-match-missing");
        await (await client.PutAsync($"{path}/{Guid.CreateVersion7()}", unit, later.ETag)).AssertRefusedAsync(
            HttpStatusCode.NotFound,
            "not-found"
        );
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{path}/{Guid.CreateVersion7()}")).StatusCode);
        Assert.Equal(later.ETag, (await client.GetOrganisationAsync(seen.Id)).ETag);
    }

    private sealed record Unit(string Name)
    {
        public string Kind { get; init; } = "board";

        public string ValidFrom { get; init; } = "2024-01-01";

        public string? ValidTo { get; init; }

        public Guid? ParentId { get; init; }

        public Guid? SuccessorId { get; init; }

        public Guid[]? ParticipantIds { get; init; }
    }

    private async Task<(HttpClient Client, Seen Municipality)> ArrangeAsync()
    {
        var client = await api.AsAsync(_steward);
        return (client, await client.RegisterAsync(Municipality()));
    }

    private static async Task<Seen> AddAsync(HttpClient client, Seen seen, Unit unit) =>
        await (await client.PostAsync($"{seen.Path}/units", unit, seen.ETag)).SeenAsync(HttpStatusCode.Created);
}
