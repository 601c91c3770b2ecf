using System.Net.Http.Json;
using IopRegistry.Agreements;
using IopRegistry.Api.Features.Trail;
using IopRegistry.Api.Http;
using IopRegistry.Api.Jobs;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Features.Trail;

/// <summary>Behind the product's back: the database refuses, and what somebody who owns it does all the same is found and named.</summary>
public sealed class TamperingTests(Partnership partnership) : IClassFixture<Partnership>
{
    private const string Why = "it is about the triggers, which are switched off with its own words";

    [PostgreSqlFact(Why)]
    public async Task The_database_refuses_to_change_delete_and_empty_the_trail()
    {
        var agreement = await partnership.ProposeAsync();
        foreach (
            var statement in new[]
            {
                "UPDATE trail_entries SET client = 'x'",
                "UPDATE trail_entries SET client = 'x' WHERE false", // no row is needed to be refused
                "DELETE FROM trail_entries",
                "TRUNCATE trail_entries",
                "TRUNCATE trail_heads CASCADE",
                "DELETE FROM trail_heads",
                "UPDATE trail_heads SET number = number - 1",
                "SET session_replication_role = replica; UPDATE trail_entries SET client = 'x'",
            }
        )
        {
            await using var db = partnership.Api.Database.Open();
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
                db.Database.ExecuteSqlRawAsync(statement)
            );
            Assert.Equal("23001", refused.SqlState);
            Assert.Contains("The trail is only added to", refused.MessageText, StringComparison.Ordinal);
        }

        await agreement.AssertWholeAsync(partnership.Shelter);
    }

    [PostgreSqlFact(Why)]
    public async Task What_is_tampered_with_is_named_by_the_job_the_command_and_the_agreement()
    {
        await partnership.ProposeAsync();
        var agreement = await partnership.InAsync(AgreementState.Deciding);
        var reference = (await agreement.ReadAsync(partnership.Shelter)).View.Reference;
        var last = (await agreement.TrailAsync(partnership.Shelter)).Count;
        Assert.True((await VerifyAsync())["entries"] > last);
        var of = $"agreement_id = '{agreement.Id}' AND number";

        await TamperAsync($"UPDATE trail_entries SET changes = '[]' WHERE {of} = 3", 3, TrailFaultKind.Changed);
        await TamperAsync($"DELETE FROM trail_entries WHERE {of} = 2", 2, TrailFaultKind.Missing);
        await TamperAsync($"DELETE FROM trail_entries WHERE {of} >= {last - 1}", last - 1, TrailFaultKind.CutOff);
        await TamperAsync($"DELETE FROM trail_entries WHERE {of} > 0", 1, TrailFaultKind.CutOff);
        await TamperAsync(
            $"DELETE FROM trail_heads WHERE {of} > 0",
            last,
            TrailFaultKind.EndMissing,
            "SET session_replication_role = replica;" // or the entries' reference to it refuses
        );
        Assert.Equal(2, (await VerifyAsync())["agreements"]);

        async Task TamperAsync(string statement, int number, TrailFaultKind kind, string first = "")
        {
            await BehindTheBackAsync(
                $"CREATE TABLE kept_entries AS TABLE trail_entries; CREATE TABLE kept_heads AS TABLE trail_heads; {first}{statement};"
            );
            var said = new TrailFault(agreement.Id, number, kind).Text;

            var failed = await Assert.ThrowsAsync<BrokenTrailException>(VerifyAsync);
            Assert.Equal(
                $"1 of {(kind == TrailFaultKind.EndMissing ? 1 : 2)} trails are broken. {reference}: {said.En}",
                failed.Message
            );
            Assert.Equal(failed.Message, JobFailure.TextOf(failed));
            var view = await partnership.Shelter.Http.GetFromJsonAsync<GetTrailVerification.Response>(
                $"{agreement.Path}/trail/verification",
                StrictJson.Options
            );
            Assert.Equal(
                (false, number, kind, said.Sv),
                (view!.IsWhole, view.Broken!.EntryNumber, view.Broken.Kind, view.Broken.Text)
            );
            if (kind == TrailFaultKind.Changed)
            {
                var (exitCode, errors) = await CommandAsync();
                Assert.Equal(65, exitCode);
                Assert.Equal([$"{reference}: {said.En}", "1 trails are broken."], errors);
            }

            await BehindTheBackAsync(
                """
                SET session_replication_role = replica;
                DELETE FROM trail_entries; DELETE FROM trail_heads;
                INSERT INTO trail_heads SELECT * FROM kept_heads; INSERT INTO trail_entries SELECT * FROM kept_entries;
                DROP TABLE kept_entries; DROP TABLE kept_heads;
                """
            );
        }
    }

    [Fact]
    public async Task The_command_says_that_every_trail_is_whole()
    {
        await partnership.ProposeAsync();
        var (exitCode, errors) = await CommandAsync();
        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
    }

    private async Task<JobCounts> VerifyAsync()
    {
        await using var db = partnership.Api.Database.Open();
        return await new VerifyTrails(db).RunAsync(CancellationToken.None);
    }

    private async Task<(int ExitCode, string[] Errors)> CommandAsync()
    {
        var settings = new Dictionary<string, string>(partnership.Api.Database.Environment, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Testing",
        };
        await using var product = Product.Start(settings, "verify-trail");
        return (await product.ExitsAsync(), product.Errors);
    }

    /// <summary>As the owner of the tables can.</summary>
    private async Task BehindTheBackAsync(string statements)
    {
        await using var db = partnership.Api.Database.Open();
        var whole = string.Join(
            '\n',
            "ALTER TABLE trail_entries DISABLE TRIGGER trail_entries_append_only;",
            "ALTER TABLE trail_heads DISABLE TRIGGER trail_heads_append_only;",
            statements,
            "RESET session_replication_role;",
            "ALTER TABLE trail_entries ENABLE ALWAYS TRIGGER trail_entries_append_only;",
            "ALTER TABLE trail_heads ENABLE ALWAYS TRIGGER trail_heads_append_only;"
        );
        await db.Database.ExecuteSqlRawAsync(whole);
    }
}
