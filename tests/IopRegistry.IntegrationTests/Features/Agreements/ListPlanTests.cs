using System.Data.Common;
using IopRegistry.Agreements;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IopRegistry.IntegrationTests.Features.Agreements;

/// <summary>An organisation's list is one range of one index, in order, however many agreements there are.</summary>
public sealed class ListPlanTests(Partnership partnership) : IClassFixture<Partnership>
{
    /// <summary>
    /// Copies of one agreement with other ends and states, with the rows that lists look for; one in ten has the same
    /// parties, because who is party to everything is rightly served by reading everything.
    /// </summary>
    private const string Copies = """
        CREATE TEMP TABLE copies AS
        SELECT n AS number, md5(n::text)::uuid AS id, 'IOP-2025-' || lpad(n::text, 6, '0') AS reference,
               date '2026-01-01' + n % 700 AS ends_on, CASE WHEN n % 3 = 0 THEN 'Active' ELSE 'Ended' END AS state
        FROM generate_series(1, 20000) n;
        INSERT INTO agreements
        SELECT (jsonb_populate_record(a, jsonb_build_object('id', c.id, 'reference', c.reference, 'ends_on', c.ends_on, 'state', c.state))).*
        FROM agreements a, copies c WHERE a.id = @id;
        INSERT INTO agreement_parties
        SELECT (jsonb_populate_record(p, jsonb_build_object('agreement_id', c.id, 'ends_on', c.ends_on, 'state', c.state,
            'organisation_id', CASE WHEN c.number % 10 = 0 THEN p.organisation_id ELSE md5(p.organisation_id::text || c.number)::uuid END))).*
        FROM agreement_parties p, copies c WHERE p.agreement_id = @id;
        """;

    [PostgreSqlTheory("it reads what EXPLAIN says")]
    [InlineData("", "ix_agreement_parties_end")]
    [InlineData("?state=active", "ix_agreement_parties_state_end")]
    [InlineData("?state=active&sort=-endsOn", "ix_agreement_parties_state_end")]
    [InlineData("?endsFrom=2026-06-01&endsTo=2026-07-31", "ix_agreement_parties_end")]
    public async Task The_page_is_read_from_the_index_in_order(string query, string index)
    {
        partnership.Api.Clock.Now = Partnership.Noon;
        await using var scope = partnership.Api.Services.CreateAsyncScope();
        var connection = (NpgsqlConnection)
            scope.ServiceProvider.GetRequiredService<IopDbContext>().Database.GetDbConnection();
        await connection.OpenAsync();
        await FillAsync(connection);

        var asked = new Asked();
        using var listening = partnership.Database.Connect(asked);
        using var response = await partnership.Municipality.Http.GetAsync(Case.Root + query);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());

        await using var explain = new NpgsqlCommand("EXPLAIN " + asked.Last!.Text, connection);
        explain.Parameters.AddRange(asked.Last.Parameters);
        List<string> lines = [];
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        var plan = string.Join('\n', lines);
        Assert.True(plan.Contains(index + " ", StringComparison.Ordinal), plan);
        Assert.False(plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
        Assert.False(lines.Exists(line => line.Contains("Sort  (", StringComparison.Ordinal)), plan);
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

        // As autovacuum would: without it no index-only scan looks cheap, and the count goes over the table.
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE agreement_parties, agreements", connection);
        await vacuum.ExecuteNonQueryAsync();
    }

    private sealed record Query(string Text, NpgsqlParameter[] Parameters);

    /// <summary>The last query that was sent for a page in order, with its values.</summary>
    private sealed class Asked : DbCommandInterceptor
    {
        public Query? Last { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            if (command.CommandText.Contains("ORDER BY", StringComparison.Ordinal))
            {
                Last = new Query(
                    command.CommandText,
                    [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]
                );
            }

            return ValueTask.FromResult(result);
        }
    }
}
