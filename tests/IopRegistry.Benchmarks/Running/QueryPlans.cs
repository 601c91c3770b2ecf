using System.Data.Common;
using System.Net.Http.Headers;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace IopRegistry.Benchmarks.Running;

/// <summary>How the database answers what the product really asks: its own SQL, caught on the way, explained.</summary>
internal static class QueryPlans
{
    public static async Task ShowAsync(Stage stage, RatioBenchmark benchmark, string path, Report report)
    {
        await using var database = NpgsqlDataSource.Create(stage.Database.ConnectionString);
        var plans = new List<string>();
        foreach (var command in await CaughtAsync(stage, path))
        {
            await using var explain = database.CreateCommand("EXPLAIN (ANALYZE, BUFFERS) " + command.CommandText);
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                explain.Parameters.Add(parameter.Clone());
            }

            await using var rows = await explain.ExecuteReaderAsync();
            var plan = new List<string>();
            while (await rows.ReadAsync())
            {
                plan.Add(rows.GetString(0));
            }

            plans.Add(string.Join('\n', plan));
            Console.WriteLine($"{command.CommandText}\n\n{plans[^1]}\n");
        }

        report.Target(
            $"{benchmark.Title}, {stage.Size:N0}: {plans.Count} plans, all by index",
            plans.Count > 0
                && plans.TrueForAll(plan =>
                    plan.Contains("Index", StringComparison.Ordinal)
                    && !plan.Contains("Seq Scan", StringComparison.Ordinal)
                )
        );
    }

    /// <summary>The slice in this process, asked twice: what the first read asks for and what the next ones do.</summary>
    private static async Task<IReadOnlyList<NpgsqlCommand>> CaughtAsync(Stage stage, string path)
    {
        var commands = new Commands();
        await using var host = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
            web.UseContentRoot(AppContext.BaseDirectory)
                .UseEnvironment("Testing")
                .UseSetting("ConnectionStrings:IopRegistry", stage.Database.ConnectionString)
                .UseSetting("Keys:Encryption", PublishedProduct.MasterKey)
                .ConfigureTestServices(services =>
                    services.ConfigureDbContext<IopDbContext>(db => db.AddInterceptors(commands))
                )
        );
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stage.Token);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }

        return commands.Caught;
    }

    private sealed class Commands : DbCommandInterceptor
    {
        private readonly List<NpgsqlCommand> _caught = [];

        /// <summary>Each once, without the look-up of the token, which comes once in some seconds.</summary>
        public IReadOnlyList<NpgsqlCommand> Caught =>
            [
                .. _caught
                    .Where(c => !c.CommandText.Contains("access_tokens", StringComparison.Ordinal))
                    .DistinctBy(c => c.CommandText),
            ];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            _caught.Add(((NpgsqlCommand)command).Clone());
            return new(result);
        }
    }
}
