using System.Data.Common;
using IopRegistry.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IopRegistry.IntegrationTests.Features.Portfolio;

/// <summary>A portfolio reads the organisation's own rows of one index, and rows by key, however many agreements there are.</summary>
public sealed class PortfolioPlanTests(Partnership partnership) : IClassFixture<Partnership>
{
    /// <summary>20 000 copies of one agreement, of which one in two hundred has the same parties.</summary>
    private const string Copies = """
        CREATE TEMP TABLE copies AS
        SELECT n AS number, md5(n::text)::uuid AS id, 'IOP-2025-' || lpad(n::text, 6, '0') AS reference,
               date '2026-01-01' + n % 700 AS ends_on, CASE WHEN n % 3 = 0 THEN 'Ended' ELSE 'Active' END AS state
        FROM generate_series(1, 20000) n;
        INSERT INTO agreements
        SELECT (jsonb_populate_record(a, jsonb_build_object('id', c.id, 'reference', c.reference, 'ends_on', c.ends_on, 'state', c.state))).*
        FROM agreements a, copies c WHERE a.id = @id;
        INSERT INTO agreement_parties
        SELECT (jsonb_populate_record(p, jsonb_build_object('agreement_id', c.id, 'ends_on', c.ends_on, 'state', c.state,
            'organisation_id', CASE WHEN c.number % 200 = 0 THEN p.organisation_id ELSE md5(p.organisation_id::text || c.number)::uuid END))).*
        FROM agreement_parties p, copies c WHERE p.agreement_id = @id;
        """;

    [PostgreSqlTheory("it reads what EXPLAIN says")]
    [InlineData("portfolio")]
    [InlineData("portfolio?municipality=0580")]
    [InlineData("portfolio/months")]
    [InlineData("portfolio/agreements?concern=endingUndecided")]
    [InlineData("calendar")]
    public async Task Nothing_is_read_but_the_own(string address)
    {
        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var connection = (NpgsqlConnection)
            scope.ServiceProvider.GetRequiredService<IopDbContext>().Database.GetDbConnection();
        await connection.OpenAsync();
        await FillAsync(connection);
        using var warm = await partnership.Municipality.Http.GetAsync($"/iop/v1/{address}");

        var asked = new Asked();
        using (partnership.Database.Connect(asked))
        {
            using var response = await partnership.Municipality.Http.GetAsync($"/iop/v1/{address}");
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        Assert.NotEmpty(asked.Queries);
        foreach (var (text, parameters) in asked.Queries)
        {
            await using var explain = new NpgsqlCommand("EXPLAIN " + text, connection);
            explain.Parameters.AddRange(parameters);
            List<string> lines = [];
            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }

            var plan = string.Join('\n', lines);
            Assert.False(plan.Contains("Seq Scan on agreement", StringComparison.Ordinal), plan);
        }
    }

    private async Task FillAsync(NpgsqlConnection connection)
    {
        await using var count = new NpgsqlCommand("SELECT count(*) FROM agreements", connection);
        if ((long)(await count.ExecuteScalarAsync())! > 1_000)
        {
            return;
        }

        var agreement = await partnership.InAsync(AgreementState.Active);
        await using var copies = new NpgsqlCommand(
            Copies.Replace("@id", $"'{agreement.Id}'", StringComparison.Ordinal),
            connection
        );
        await copies.ExecuteNonQueryAsync();
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE agreement_parties, agreements", connection);
        await vacuum.ExecuteNonQueryAsync();
    }

    /// <summary>Every query that was sent, with its values.</summary>
    private sealed class Asked : DbCommandInterceptor
    {
        public List<(string Text, NpgsqlParameter[] Parameters)> Queries { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Queries.Add((command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]));
            return ValueTask.FromResult(result);
        }
    }
}
