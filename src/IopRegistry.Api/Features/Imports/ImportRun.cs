using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Http;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Imports;

/// <summary>
/// Writes a file's rows, many at a time. Where a batch is refused by the database (somebody else imports the same, or
/// changes what is being updated) it is looked up again and written row by row, so that each row goes in or is refused by
/// itself.
/// </summary>
internal sealed partial class ImportRun(
    IopDbContext db,
    IServiceScopeFactory scopes,
    Actor by,
    bool forEverybody,
    ILogger<ImportRun> logger
)
{
    /// <summary>
    /// Rows are cut into batches by their place in the file, so that two imports of one file meet in the same batches and
    /// one of them wins each batch whole.
    /// </summary>
    public const int BatchSize = 200;

    public async Task<IReadOnlyList<ImportReportRow>> RunAsync(
        IReadOnlyList<ImportRow> rows,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false; // asked for where something is changed rather than added
        var planner = await PlannerAsync(rows, cancellationToken);
        List<ImportReportRow> report = new(rows.Count);
        foreach (var batch in rows.Chunk(BatchSize))
        {
            if (dryRun)
            {
                report.AddRange(batch.Select(row => planner.Plan(row, _ => null).Report()));
                continue;
            }

            try
            {
                report.AddRange(await WriteAsync(batch, planner, cancellationToken));
            }
            catch (DbUpdateException failure) when (IsAboutRows(failure))
            {
                (planner, var written) = await WriteOneByOneAsync(rows, batch, cancellationToken);
                report.AddRange(written);
            }
        }

        return report;
    }

    private async Task<ImportPlanner> PlannerAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        return new ImportPlanner(await ImportRegister.LoadAsync(db, rows, by, cancellationToken), by, forEverybody);
    }

    private async Task<(ImportPlanner, List<ImportReportRow>)> WriteOneByOneAsync(
        IReadOnlyList<ImportRow> rows,
        ImportRow[] batch,
        CancellationToken cancellationToken
    )
    {
        var planner = await PlannerAsync(rows, cancellationToken);
        List<ImportReportRow> report = [];
        foreach (var row in batch)
        {
            try
            {
                report.AddRange(await WriteAsync([row], planner, cancellationToken));
            }
            catch (DbUpdateException failure) when (IsAboutRows(failure))
            {
                planner = await PlannerAsync(rows, cancellationToken);
                report.Add(await WriteAgainAsync(row, planner, cancellationToken));
            }
        }

        return (planner, report);
    }

    /// <summary>Somebody was faster a moment ago; what they wrote is known now.</summary>
    private async Task<ImportReportRow> WriteAgainAsync(
        ImportRow row,
        ImportPlanner planner,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await WriteAsync([row], planner, cancellationToken))[0];
        }
        catch (DbUpdateException failure) when (IsAboutRows(failure))
        {
            db.ChangeTracker.Clear();
            LogNotStored(row.Number, failure);
            var reason = ImportReason.Of(ImportRules.NotStored);
            return new ImportReportRow(row.Number, row.ExternalKey, ImportOutcome.Refused, null, null, [reason]);
        }
    }

    /// <summary>All of the rows or none of them.</summary>
    private async Task<List<ImportReportRow>> WriteAsync(
        ImportRow[] rows,
        ImportPlanner planner,
        CancellationToken cancellationToken
    )
    {
        var current = await CurrentAsync(rows, planner, cancellationToken);
        var planned = Array.ConvertAll(rows, row => planner.Plan(row, known => current.VersionOf(known.Id)));
        var references = await ReferencesAsync(
            planned.Count(row => row.Outcome == ImportOutcome.Created),
            cancellationToken
        );
        List<ImportReportRow> report = [];
        foreach (var row in planned)
        {
            db.AddRange(row.NewOrganisations);
            report.Add(
                row.Outcome switch
                {
                    ImportOutcome.Created => Create(row, references.Dequeue()),
                    ImportOutcome.Updated => Update(row, current),
                    ImportOutcome.Unchanged or ImportOutcome.Refused => row.Report(),
                }
            );
        }

        await CompleteAsync(planned, cancellationToken);
        if (Array.Exists(planned, row => row.Writes))
        {
            db.ChangeTracker.DetectChanges();
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        return report;
    }

    private ImportReportRow Create(PlannedRow row, string reference)
    {
        var imported = row.Imported!;
        var (agreement, contents) = Agreement.Import(
            reference,
            imported.Contents,
            imported.Parties,
            imported.State,
            imported.EndedReason,
            imported.Source,
            by.OrganisationId,
            by
        );
        db.Add(agreement);
        db.Add(contents);
        return row.Report(agreement.Id, agreement.Reference);
    }

    private ImportReportRow Update(PlannedRow row, Current current)
    {
        var imported = row.Imported!;
        db.Add(
            current
                .Agreements[row.Existing!.Id]
                .ImportAgain(
                    imported.Contents,
                    imported.Parties,
                    imported.State,
                    imported.EndedReason,
                    imported.Source,
                    by
                )
        );
        return row.Report();
    }

    /// <summary>Gives organisations the numbers that the source knows by now.</summary>
    private async Task CompleteAsync(PlannedRow[] planned, CancellationToken cancellationToken)
    {
        var numbers = planned.SelectMany(row => row.Numbers).ToList();
        if (numbers.Count == 0)
        {
            return;
        }

        var ids = numbers.ConvertAll(number => number.OrganisationId);
        await db.Organisations.Where(o => EF.Parameter(ids).Contains(o.Id)).LoadAsync(cancellationToken);
        foreach (var (organisationId, number) in numbers)
        {
            var o = db.Organisations.Local.First(organisation => organisation.Id == organisationId);
            o.Change(
                new OrganisationDetails(
                    o.Name,
                    o.LegalForm,
                    number,
                    o.MunicipalityCode,
                    o.IdeburenRegistration,
                    o.UndertakingGroup
                ),
                null,
                by
            );
        }
    }

    private async Task<Current> CurrentAsync(
        ImportRow[] rows,
        ImportPlanner planner,
        CancellationToken cancellationToken
    )
    {
        var ids = rows.Select(planner.MayUpdate).OfType<Guid>().ToList();
        if (ids.Count == 0)
        {
            return new Current([], []);
        }

        var agreements = await db
            .Agreements.Where(agreement => EF.Parameter(ids).Contains(agreement.Id))
            .ToDictionaryAsync(agreement => agreement.Id, cancellationToken);
        var versions = await db
            .AgreementVersions.AsNoTracking()
            .Where(version =>
                EF.Parameter(ids).Contains(version.AgreementId)
                && db.Agreements.Any(a => a.Id == version.AgreementId && a.ContentsVersion == version.Number)
            )
            .ToDictionaryAsync(version => version.AgreementId, cancellationToken);
        return new Current(agreements, versions);
    }

    /// <summary>
    /// Taken on a connection of its own: inside a transaction that an Idempotency-Key has opened, the counter would stay
    /// locked for everybody until the whole import is done.
    /// </summary>
    private async Task<Queue<string>> ReferencesAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        var first = await ReferenceNumbers.TakeAsync(
            scope.ServiceProvider.GetRequiredService<IopDbContext>(),
            by.Today.Year,
            count,
            cancellationToken
        );
        return new Queue<string>(
            Enumerable.Range(0, count).Select(i => ReferenceCounter.Format(by.Today.Year, first + i))
        );
    }

    /// <summary>A database that cannot be reached is not the fault of a row.</summary>
    private static bool IsAboutRows(DbUpdateException failure) =>
        ProblemMapping.Of(failure) is not { Status: StatusCodes.Status503ServiceUnavailable };

    [LoggerMessage(LogLevel.Warning, "Row {Row} of an import could not be stored")]
    private partial void LogNotStored(int row, Exception failure);

    private sealed record Current(Dictionary<Guid, Agreement> Agreements, Dictionary<Guid, AgreementVersion> Versions)
    {
        public AgreementVersion? VersionOf(Guid agreementId) => Versions.GetValueOrDefault(agreementId);
    }
}
