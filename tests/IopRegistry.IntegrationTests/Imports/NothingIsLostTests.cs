using IopRegistry.Api.Features.Imports;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>Everything the published records say comes back over HTTP, to a user of each municipality.</summary>
public sealed class NothingIsLostTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly Dictionary<Guid, HttpClient> _readers = [];

    [Fact]
    public void Every_field_of_the_records_has_a_check_and_no_check_is_idle() =>
        Assert.Equal(
            PublishedAgreements
                .Records.SelectMany(record => record.EnumerateObject().Select(member => member.Name))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            FieldChecks.Fields.Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task Every_field_of_every_record_comes_back() =>
        await AssertAllComeBackAsync(PublishedAgreements.JsonLines, ImportClient.JsonLines);

    [Theory]
    [InlineData(';', "\r\n", "\uFEFF")]
    [InlineData(',', "\n", "")]
    public async Task The_same_as_CSV_comes_back_the_same(char separator, string lineBreak, string mark)
    {
        var operatorClient = await AssertAllComeBackAsync(
            mark + PublishedAgreements.Csv(separator, lineBreak),
            ImportClient.Csv
        );

        var asJson = await operatorClient.ImportAsync(PublishedAgreements.JsonLines);

        Assert.Equal(45, asJson.Counts.Unchanged);
    }

    [Fact]
    public async Task States_follow_from_what_is_known()
    {
        var operatorClient = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var report = await operatorClient.ImportAsync(PublishedAgreements.JsonLines);

        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in report.Rows)
        {
            var agreement = (await ReadAsync(row)).Agreement;
            states[row.ExternalKey!] =
                agreement.GetProperty("state").GetString()
                + (agreement.TryGetProperty("endedReason", out var reason) ? ":" + reason.GetString() : "");
        }

        Assert.Equal("proposed", states["R09"]);
        Assert.Equal("proposed", states["R13"]); // a decision is only proposed
        Assert.Equal("ended:expired", states["R02"]);
        Assert.Equal("ended:expired", states["R10"]); // 2025 is over, whichever day it was
        Assert.Equal("active", states["R03"]); // 2027 (day not stated)
        Assert.Equal("active", states["R63"]); // nothing known
    }

    [Fact]
    public async Task A_new_name_and_a_former_one_are_the_same_organisation()
    {
        var operatorClient = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var report = await operatorClient.ImportAsync(PublishedAgreements.JsonLines);

        var before = (await ReadAsync(report.Rows.Single(row => row.ExternalKey is "R41"))).Parties("civil").Single();
        var after = (await ReadAsync(report.Rows.Single(row => row.ExternalKey is "R10"))).Parties("civil").Single();

        Assert.Equal("Eskilstuna Stadsmission", before.GetProperty("name").GetString());
        Assert.Equal("Sörmlands Stadsmission (earlier Eskilstuna Stadsmission)", after.GetProperty("name").GetString());
        Assert.Equal(before.GetProperty("organisationId").GetGuid(), after.GetProperty("organisationId").GetGuid());
    }

    private async Task<HttpClient> AssertAllComeBackAsync(string file, string type)
    {
        var operatorClient = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);

        var report = await operatorClient.ImportAsync(file, type);

        Assert.Equal(new ImportCounts(45, 45, 0, 0, 0), report.Counts);
        foreach (var (row, record) in report.Rows.Zip(PublishedAgreements.Records))
        {
            Assert.Equal(record.GetProperty("id").GetString(), row.ExternalKey);
            var answer = await ReadAsync(row);
            Assert.Equal(row.Reference, answer.Agreement.GetProperty("reference").GetString());
            Assert.All(record.EnumerateObject(), said => FieldChecks.AssertKept(said, row.ExternalKey!, answer));
        }

        return operatorClient;
    }

    /// <summary>What a reader of the municipality gets.</summary>
    private async Task<FieldChecks.Answer> ReadAsync(ImportRowView row)
    {
        Guid organisationId;
        await using (var scope = api.Services.CreateAsyncScope())
        {
            organisationId = await scope
                .ServiceProvider.GetRequiredService<IopDbContext>()
                .AgreementParties.Where(party => party.AgreementId == row.AgreementId && party.Side == Side.Public)
                .Select(party => party.OrganisationId)
                .SingleAsync();
        }

        if (!_readers.TryGetValue(organisationId, out var reader))
        {
            _readers[organisationId] = reader = await api.AsAsync(organisationId, roles: Role.Reader);
        }

        var path = $"/iop/v1/agreements/{row.AgreementId}";
        return new FieldChecks.Answer(
            await reader.GetJsonAsync(path),
            (await reader.GetJsonAsync(path + "/contents")).GetProperty("contents")
        );
    }
}
