using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.Imports;

/// <summary>Existing agreements are read from a file, partial as they are.</summary>
public sealed class ImportAgreements : IEndpoint
{
    private const string JsonLines = "application/x-ndjson";
    private const string Csv = "text/csv";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/imports", HandleAsync)
            .WithName(nameof(ImportAgreements))
            .WithSummary("Import existing agreements")
            .WithDescription(
                "JSON Lines or CSV (UTF-8, semicolon or comma), at most 5,000 rows and 10 MB. Each row goes in whole or is "
                    + "refused with reasons; unknown facts are left out, unknown fields are refused. A row is known again by its "
                    + "id: the same content changes nothing, other content corrects an agreement that nobody has touched in the "
                    + "register. dryRun=true writes nothing but the report. api-spec/import.md describes every field."
            )
            .Accepts<string>(JsonLines, Csv)
            .RequirePermission(Permission.ImportAgreements)
            .AcceptsUpTo(ImportLimits.MaxBytes)
            .Creates();

    internal static async Task<TaggedCreated<ImportView>> HandleAsync(
        bool dryRun,
        IopDbContext db,
        IServiceScopeFactory scopes,
        CurrentUser user,
        TimeProvider clock,
        ILogger<ImportRun> logger,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var format = FormatOf(http.Request.ContentType);
        var rows = await ImportReader.ReadAsync(http.Request.Body, format, cancellationToken);
        var by = user.ActNow(clock);
        var run = new ImportRun(db, scopes, by, user.IsIn(Role.Operator), logger);
        var report = await run.RunAsync(rows, dryRun, cancellationToken);

        var import = AgreementImport.Record(format, dryRun, report, by);
        db.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        return new TaggedCreated<ImportView>(
            ImportView.Address(import.Id, http),
            ImportView.From(import, http),
            ImportView.ETag(Languages.Of(http))
        );
    }

    private static ImportFormat FormatOf(string? contentType)
    {
        if (
            MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
        {
            if (type.MediaType.Equals(JsonLines, StringComparison.OrdinalIgnoreCase))
            {
                return ImportFormat.JsonLines;
            }

            if (type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            {
                return ImportFormat.Csv;
            }
        }

        var unsupported = ProblemKinds.UnsupportedMediaType;
        throw new ProblemException(
            unsupported.Status,
            unsupported.Code,
            unsupported.Title,
            new LocalText($"Skicka {JsonLines} eller {Csv} i UTF-8.", $"Send {JsonLines} or {Csv} in UTF-8.")
        );
    }
}
