using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IopRegistry.Api.Demo;
using IopRegistry.Api.Features.ExternalSignIns;
using IopRegistry.Api.Features.Jobs;
using IopRegistry.Api.Features.Sessions;
using IopRegistry.Api.Features.SignInMethods;
using IopRegistry.Api.Jobs;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Agreements;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Imports;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>
/// Everything that the product ever asks a database is said to SQL Server: each operation of the API description and each
/// job runs over a SQL Server context that ends where the network would begin. What cannot be translated is a fault of ours
/// and answered 500; what SQL Server would not understand is looked for in the statements.
/// </summary>
public sealed partial class TranslationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly SilentTestServer _server = new();
    private Partnership _partnership = null!;

    public async Task InitializeAsync()
    {
        _partnership = new Partnership { Api = new ApiFixture(_server) };
        await _partnership.InitializeAsync();
    }

    public Task DisposeAsync() => _partnership.DisposeAsync();

    [Fact]
    public async Task Every_statement_of_every_operation_and_job_can_be_said_to_SqlServer()
    {
        await ListsAsync(); // empty
        await AgreementsAsync();
        await ListsAsync();
        await OrganisationsAsync();
        await MeetingsAsync();
        await FlagsAsync();
        await RenewalsAsync();
        await OverviewsAsync();
        await OpennessAsync();
        await OperatingAsync();
        await TrailAsync();
        await PeopleAsync();
        await MachinesAsync();
        await MembersAsync(); // late, because who is needed before leaves
        await ImportsAsync();
        await new MessageStatements(_partnership).AllAsync();
        await JobsAsync();
        using var health = await _partnership.Host.CreateClient().GetAsync("/health/ready");

        AssertNone(_server.Calls.Faults);
        AssertNone(_server.Wire.Faults);
        var statements = _server.Wire.Statements;
        Assert.All(statements, AssertIsFitForSqlServer);
        await AssertEveryOperationWasCarriedOutAsync();
        output.WriteLine($"{statements.Count} different statements of {_server.Calls.Calls.Count()} calls");
    }

    /// <summary>Every situation of an agreement, everything that anybody may do in it, and everything there is to read.</summary>
    private async Task AgreementsAsync()
    {
        foreach (var arrange in LinksTests.Situations.Values)
        {
            _partnership.Api.Clock.Now = Partnership.Noon;
            var agreement = await arrange(_partnership);
            var tried = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in _partnership.Parties)
            {
                foreach (var link in (await agreement.ReadAsync(member)).View.Links.Where(link => tried.Add(link.Rel)))
                {
                    var putBack = _server.Rows.Snapshot();
                    using var response = string.Equals(link.Method, "GET", StringComparison.Ordinal)
                        ? await member.Http.GetAsync(link.Href)
                        : await agreement.TryAsync(member, link.Rel, key: tried.Count % 2 == 0 ? link.Rel : null);
                    putBack();
                }
            }

            await ReadAsync(agreement.Path, "financing", "versions/1", "timeline/1", "timeline?page=2&limit=1");
        }

        async Task ReadAsync(string path, params string[] parts)
        {
            foreach (var part in parts)
            {
                using var response = await _partnership.Shelter.Http.GetAsync($"{path}/{part}");
            }
        }
    }

    /// <summary>Every filter by itself and all at once, every order both ways, and a page that is not the first.</summary>
    private async Task ListsAsync()
    {
        var id = Guid.CreateVersion7();
        string[] agreements =
        [
            "state=active",
            $"party={id}",
            "side=civil",
            $"board={id}",
            "municipality=0580",
            "endsFrom=2026-01-01",
            "endsTo=2026-12-31",
            "waitingFor=me",
            "waitingFor=public",
            $"waitingFor={id}",
            $"framework={id}",
            "text=50%25_%5B%5D%5Eboende",
        ];
        string[] organisations =
        [
            "name=Kvinno%25_%5B",
            "name=alla%20sju%20ord",
            "side=public",
            "legalForm=kommun",
            "municipalityCode=0580",
            "organisationNumber=559999-0008",
        ];
        string[] orders =
        [
            "endsOn",
            "-endsOn",
            "startsOn",
            "-title",
            "reference",
            "-updatedAt",
            "title,-reference,startsOn",
        ];
        IEnumerable<string> addresses =
        [
            .. Queries("agreements", agreements, orders),
            .. Queries("organisations", organisations, ["name", "-name"]),
            "imports",
            "imports?page=2&limit=5",
        ];
        foreach (var address in addresses)
        {
            using var response = await _partnership.Municipality.Http.GetAsync($"/iop/v1/{address}");
        }
    }

    private static IEnumerable<string> Queries(string list, string[] filters, string[] orders) =>
        filters
            .Concat(orders.Select(order => $"sort={order}"))
            .Append("page=2&limit=3")
            .Append(string.Join('&', filters.DistinctBy(filter => filter.Split('=')[0], StringComparer.Ordinal)))
            .Concat(orders.Select(order => $"{filters[0]}&sort={order}"))
            .Select(query => $"{list}?{query}");

    private async Task OrganisationsAsync()
    {
        var (municipality, shelter, newcomer) = (
            _partnership.Municipality,
            _partnership.Shelter,
            _partnership.Newcomer
        );
        var when = new { validFrom = "2020-01-01", validTo = "2026-12-31" };
        await SayAsync(
            municipality,
            $"units/{municipality.Board}",
            new
            {
                kind = "board",
                name = "Nämnden",
                when.validFrom,
            }
        );
        await SayAsync(
            municipality,
            "units",
            new
            {
                kind = "board",
                name = "Gemensamma nämnden",
                when.validFrom,
                participantIds = new[] { _partnership.Neighbour.Id },
            }
        );
        await SayAsync(
            municipality,
            $"contacts/{municipality.CaseOfficer}",
            new
            {
                role = "caseOfficer",
                name = "Handläggaren",
                when.validFrom,
                when.validTo,
            }
        );
        await SayAsync(shelter, $"signing-rights/{shelter.SigningRight}", new { when.validTo });
        var number = (await SeenAsync(shelter)).View.OrganisationNumber;
        await SayAsync(shelter, "", OrganisationClient.Association("Kvinnojouren Ån", number));
        var membership = await SayAsync(
            shelter,
            "umbrella-memberships",
            new { umbrellaId = newcomer.Id, when.validFrom }
        );
        var joined = membership.View.UmbrellaMemberships[0].Id;
        await SayAsync(shelter, $"umbrella-memberships/{joined}", new { when.validTo });
        await SayAsync(
            municipality,
            "criteria-set",
            new { _partnership.Criteria.Name, _partnership.Criteria.Criteria },
            etag: await ETagAsync(municipality, "criteria-set")
        );
        foreach (
            var (member, part) in new[]
            {
                (municipality, $"units/{municipality.Board}"),
                (municipality, $"contacts/{municipality.CaseOfficer}"),
                (shelter, $"signing-rights/{shelter.SigningRight}"),
                (shelter, $"umbrella-memberships/{joined}"),
            }
        )
        {
            await ETagAsync(member, part);
        }

        using var info = await shelter.Http.GetAsync("/iop/v1/api-info");
    }

    /// <summary>POST to a collection, PUT to anything else.</summary>
    private static async Task<Seen> SayAsync(Member by, string part, object body, string? etag = null)
    {
        var path = $"{OrganisationClient.Path(by.Id)}/{part}".TrimEnd('/');
        var isCollection = part.Length > 0 && !part.Contains('/', StringComparison.Ordinal) && etag is null;
        using var response = await Case.SendAsync(
            by,
            isCollection ? HttpMethod.Post : HttpMethod.Put,
            path,
            body,
            etag ?? await ETagAsync(by, "")
        );
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return etag is not null ? null! : await SeenAsync(by);
    }

    private static async Task<string> ETagAsync(Member by, string part)
    {
        using var response = await by.Http.GetAsync($"{OrganisationClient.Path(by.Id)}/{part}".TrimEnd('/'));
        return response.Headers.ETag!.ToString();
    }

    private static async Task<Seen> SeenAsync(Member by)
    {
        using var response = await by.Http.GetAsync(OrganisationClient.Path(by.Id));
        return await response.SeenAsync(System.Net.HttpStatusCode.OK);
    }

    /// <summary>A dry run, an import, one that corrects, one in a transaction, and one with more than fits in a statement.</summary>
    private async Task ImportsAsync()
    {
        using var operatorOf = await _partnership.Api.AsAsync(
            _partnership.Municipality.Id,
            _partnership.Host,
            Role.Operator,
            Role.Registrar
        );
        foreach (
            var (file, dryRun, key) in new[]
            {
                (Rows(3, "A"), true, null),
                (Rows(3, "A"), false, null),
                (Rows(3, "B"), false, "an-import"),
                (Rows(2_200, "C"), true, null),
            }
        )
        {
            using var response = await operatorOf.SendAsync(Encoding.UTF8.GetBytes(file), dryRun: dryRun, key: key);
            using var import = await operatorOf.GetAsync(response.Headers.Location);
        }
    }

    private static string Rows(int count, string title) =>
        string.Join(
            '\n',
            Enumerable
                .Range(1, count)
                .Select(i =>
                    $$"""{"id":"rad-{{i}}","title":"{{title}} {{i}}","public_party":"Exempelköpings kommun","ngo_parties":["Förening {{i}}"],"start":"2024-01-01"}"""
                )
        );

    private async Task JobsAsync()
    {
        _partnership.Api.Clock.Now = Partnership.Noon.AddYears(2);
        await using (var scope = _partnership.Host.Services.CreateAsyncScope())
        {
            var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
            var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
            await _partnership.RunClockAsync();
            await new ApplyRetention(db, clock, NullLogger<ApplyRetention>.Instance).RunAsync(CancellationToken.None);
        }

        _partnership.Api.Clock.Now = Partnership.Noon;
        _server.Rows.Clear();
        _server.PutYears();
        await DemoData.EnsureAsync(_partnership.Host.Services, CancellationToken.None);
    }

    private async Task AssertEveryOperationWasCarriedOutAsync()
    {
        var document = JsonDocument.Parse(
            await _partnership.Host.CreateClient().GetStringAsync("/iop/v1/openapi.json")
        );
        var operations = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(method => method.Value.TryGetProperty("operationId", out _))
            .Select(method => method.Value.GetProperty("operationId").GetString()!)
            .ToList();
        var calls = _server.Calls.Calls.ToLookup(call => call.Operation, call => call.Status, StringComparer.Ordinal);
        var refused = operations
            .Where(operation => !calls[operation].Any(status => status is >= 200 and < 300))
            .Where(operation => !CarriedOutElsewhere.Contains(operation, StringComparer.Ordinal))
            .Select(operation => $"{operation}: {string.Join(' ', calls[operation].Distinct())}");
        AssertNone(refused);
        Assert.True(operations.Count > 50, $"{operations.Count} operations");
        output.WriteLine($"{operations.Count} operations, each carried out at least once");
    }

    private static readonly string[] CarriedOutElsewhere =
    [
        nameof(RunJob), // needs a scheduler, which has a connection of its own
        nameof(AddPasskey), // needs a browser; what it says to the database is said by PeopleAsync
        nameof(OpenPasskeySession), // the same
        nameof(StartExternalSignIn), // asks no database
    ];

    private static void AssertNone(IEnumerable<string> found)
    {
        var different = found.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(different.Count == 0, string.Join('\n', different.Take(20)));
    }

    private static void AssertIsFitForSqlServer(string statement)
    {
        Assert.DoesNotMatch(OrderByNothing(), statement); // what EF writes when a page has no order
        Assert.True(
            !statement.Contains("OFFSET ", StringComparison.Ordinal)
                || statement.Contains("ORDER BY", StringComparison.Ordinal),
            statement
        );
        Assert.DoesNotMatch(TextList(), statement); // has the database's collation, and cannot be compared with an ordinal column
        Assert.DoesNotMatch(Elsewhere(), statement);
    }

    [GeneratedRegex(@"ORDER BY \(SELECT 1\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrderByNothing();

    [GeneratedRegex(@"OPENJSON\(@\w+\) WITH \(\[value\] n?varchar", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TextList();

    /// <summary>Words of other databases, and of features that a plain SQL Server account or installation lacks.</summary>
    [GeneratedRegex(
        @"\b(LIMIT \d|ILIKE|RETURNING|WAITFOR|FREETEXT|CONTAINSTABLE|xp_|OPENROWSET)|::|CONTAINS\(",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Elsewhere();
}
