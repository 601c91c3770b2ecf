using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Text;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Features.Imports;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>Two imports of one file, one row that the database refuses, and five thousand rows.</summary>
public sealed class ManyAtOnceTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_imports_of_the_same_file_at_once_make_no_duplicates(bool withKeys)
    {
        var organisationId = Guid.CreateVersion7();
        var bothAreReady = new Rendezvous(parties: 2);
        await using var racing = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(bothAreReady))
        );
        var clients = new[]
        {
            await api.AsAsync(organisationId, racing, Role.Operator),
            await api.AsAsync(organisationId, racing, Role.Operator),
        };
        var file = Encoding.UTF8.GetBytes(Rows(500, withKeys ? "keyed" : "plain"));

        var responses = await Task.WhenAll(
            clients.Select((client, i) => client.SendAsync(file, key: withKeys ? $"import-{i}" : null))
        );

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        var reports = await Task.WhenAll(responses.Select(response => response.ReadAsync<ImportView>()));
        Assert.Equal(500, reports.Sum(report => report.Counts.Created));
        Assert.Equal(500, reports.Sum(report => report.Counts.Unchanged));
        Assert.Equal(reports[0].Rows.Select(row => row.AgreementId), reports[1].Rows.Select(row => row.AgreementId));
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        Assert.Equal(500, await db.Agreements.CountAsync(a => a.ImportedForOrganisationId == organisationId));
        var names = await db.Organisations.Where(o => o.StewardId == organisationId).Select(o => o.Name).ToListAsync();
        Assert.Equal(names.Distinct(StringComparer.Ordinal).Count(), names.Count);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_leaves_the_others_in()
    {
        var refuse = new RefusesTitle("Omöjliga avtalet");
        await using var host = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(refuse))
        );
        var client = await api.AsAsync(Guid.CreateVersion7(), host, Role.Operator);

        var report = await client.ImportAsync(
            $"{ImportAgreementsTests.Row("a")}\n{ImportAgreementsTests.Row("b", "Omöjliga avtalet")}\n{ImportAgreementsTests.Row("c")}"
        );

        Assert.Equal(["", "row-not-stored", ""], report.Rows.Select(row => row.Codes()));
        Assert.Equal(new ImportCounts(3, 2, 0, 0, 1), report.Counts);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_imports_once()
    {
        var client = await api.AsAsync(Guid.CreateVersion7(), roles: Role.Operator);
        var file = Encoding.UTF8.GetBytes(Rows(3, "once"));

        var first = await client.SendAsync(file, key: "one-key");
        var second = await client.SendAsync(file, key: "one-key");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(3, (await second.ReadAsync<ImportView>()).Counts.Created);
    }

    [Fact]
    public async Task Five_thousand_rows_take_a_few_commands_per_two_hundred()
    {
        var counter = new CommandCounter();
        await using var host = api.With(services =>
            services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(counter))
        );
        var client = await api.AsAsync(Guid.CreateVersion7(), host, Role.Operator);
        await client.ImportAsync(Rows(1, "warm"));
        var file = Rows(ImportLimits.MaxRows, "large");

        var (created, creating) = await MeasuredAsync("created", file);
        var (unchanged, comparing) = await MeasuredAsync("unchanged", file);
        var (dry, trying) = await MeasuredAsync(
            "dry run",
            file.Replace("Avtal", "Åtagande", StringComparison.Ordinal),
            true
        );
        var (updated, updating) = await MeasuredAsync(
            "updated",
            file.Replace("Avtal", "Åtagande", StringComparison.Ordinal)
        );

        Assert.Equal(ImportLimits.MaxRows, created.Counts.Created);
        Assert.Equal(ImportLimits.MaxRows, unchanged.Counts.Unchanged);
        Assert.Equal(ImportLimits.MaxRows, dry.Counts.Updated);
        Assert.Equal(ImportLimits.MaxRows, updated.Counts.Updated);
        const int batches = ImportLimits.MaxRows / ImportRun.BatchSize;
        Assert.InRange(creating, 1, 10 + (batches * 9)); // two for the references, the rest carry the rows and their trail
        Assert.InRange(updating, 1, 10 + (batches * 8));
        Assert.InRange(comparing, 1, 15); // a look-up for every thousand names and keys
        Assert.InRange(trying, 1, 15);

        async Task<(ImportView, int)> MeasuredAsync(string what, string rows, bool dryRun = false)
        {
            counter.Commands = 0;
            var watch = Stopwatch.StartNew();
            var cpu = Environment.CpuUsage.TotalTime;
            var report = await client.ImportAsync(rows, dryRun: dryRun);
            output.WriteLine(
                $"{report.Rows.Count} rows {what}: {watch.ElapsedMilliseconds} ms ({(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds:0} ms of processor), {counter.Commands} commands"
            );
            return (report, counter.Commands);
        }
    }

    /// <summary>Forty municipalities with twenty-five partners each, as in a national register.</summary>
    private static string Rows(int count, string prefix) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, count)
                .Select(i =>
                    $$"""{"id":"{{prefix}}-{{i}}","title":"Avtal {{i}}","public_party":"{{prefix}} kommun {{i % 40}}","ngo_parties":["{{prefix}} förening {{i % 1000}}"],"purpose":"Stöd och gemenskap","start":"2024-01-01","end":"2027","amount_per_year_sek":{"2024":100000,"2025":100000.50},"quality_terms":["öppet varje dag"]}"""
                )
        );

    private sealed class CommandCounter : DbCommandInterceptor
    {
        public int Commands { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Commands++;
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Commands++;
            return ValueTask.FromResult(result);
        }
    }

    /// <summary>A database that has something against one row.</summary>
    private sealed class RefusesTitle(string title) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) =>
            eventData
                .Context!.ChangeTracker.Entries<IopRegistry.Agreements.Agreement>()
                .Any(entry => string.Equals(entry.Entity.Title, title, StringComparison.Ordinal))
                ? throw new DbUpdateException("Refused.")
                : ValueTask.FromResult(result);
    }
}
