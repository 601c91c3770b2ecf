using System.Text.Json.Serialization;
using IopRegistry.Agreements.Importing;
using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.Imports;

/// <summary>How many rows came to what.</summary>
/// <param name="Rows">All rows of the file, blank ones not counted.</param>
/// <param name="Created">Became new agreements.</param>
/// <param name="Updated">Corrected agreements that nobody had touched here.</param>
/// <param name="Unchanged">Said what is already here.</param>
/// <param name="Refused">Changed nothing; the report says why.</param>
public sealed record ImportCounts(int Rows, int Created, int Updated, int Unchanged, int Refused);

/// <summary>Why a row was refused.</summary>
/// <param name="Code">Stable name of the rule.</param>
/// <param name="Message">In the reader's language.</param>
/// <param name="Field">The field at fault, as it is named in the file; absent when it is the whole row.</param>
public sealed record ImportReasonView(string Code, string Message, string? Field);

/// <summary>What became of a row.</summary>
/// <param name="Row">JSON Lines: the line. CSV: the row as a spreadsheet counts, headings being row 1.</param>
/// <param name="ExternalKey">The row's id, where it could be read.</param>
/// <param name="Outcome">Created, updated, unchanged or refused.</param>
/// <param name="AgreementId">The agreement; absent when refused, and for what a dry run would create.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Reasons">Why it was refused; empty otherwise.</param>
public sealed record ImportRowView(
    int Row,
    string? ExternalKey,
    ImportOutcome Outcome,
    Guid? AgreementId,
    string? Reference,
    IReadOnlyList<ImportReasonView> Reasons
);

/// <summary>An import with its report.</summary>
/// <param name="Id">The import.</param>
/// <param name="OrganisationId">Whose agreements were imported, or who operates the service.</param>
/// <param name="UserId">Who did it.</param>
/// <param name="ImportedAt">When.</param>
/// <param name="Format">Of the file.</param>
/// <param name="DryRun">True when nothing but this report was written.</param>
/// <param name="Counts">What the rows came to.</param>
/// <param name="Rows">Every row, in the order of the file.</param>
/// <param name="Links">The import itself.</param>
public sealed record ImportView(
    Guid Id,
    Guid OrganisationId,
    Guid UserId,
    DateTimeOffset ImportedAt,
    ImportFormat Format,
    bool DryRun,
    ImportCounts Counts,
    IReadOnlyList<ImportRowView> Rows,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    /// <summary>An import never changes; only the language of its reasons differs.</summary>
    public static string ETag(string language) => ETags.Of(1, language);

    public static string Address(Guid importId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/imports/{importId}");

    public static ImportView From(AgreementImport import, HttpContext http)
    {
        var language = Languages.Of(http);
        return new ImportView(
            import.Id,
            import.OrganisationId,
            import.UserId,
            import.ImportedAt,
            import.Format,
            import.DryRun,
            new ImportCounts(import.Report.Count, import.Created, import.Updated, import.Unchanged, import.Refused),
            [
                .. import.Report.Select(row => new ImportRowView(
                    row.Row,
                    row.ExternalKey,
                    row.Outcome,
                    row.AgreementId,
                    row.Reference,
                    [.. row.Reasons.Select(r => new ImportReasonView(r.Code, r.Message.In(language), r.Field))]
                )),
            ],
            [new Link(Address(import.Id, http), HttpMethods.Get, "self")]
        );
    }
}
