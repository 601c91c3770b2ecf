using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>What became of a row.</summary>
public enum ImportOutcome
{
    Created,
    Updated,
    Unchanged,
    Refused,
}

/// <summary>Why a row was refused; kept in both languages, since the report is read by others than whoever imported.</summary>
public sealed record ImportReason(string Code, LocalText Message, string? Field)
{
    public static ImportReason Of(RuleViolation violation) =>
        new(violation.Code, violation.Detail, violation.Pointer?.Split('/')[^1]); // /term/end is the row's end
}

/// <summary>One row of the report.</summary>
public sealed record ImportReportRow(
    int Row,
    string? ExternalKey,
    ImportOutcome Outcome,
    Guid? AgreementId,
    string? Reference,
    IReadOnlyList<ImportReason> Reasons
);

/// <summary>That somebody imported a file, and what became of each row. Written once; seen only by the organisation.</summary>
public sealed class AgreementImport
{
    private AgreementImport() { }

    public Guid Id { get; private init; }

    public Guid OrganisationId { get; private init; }

    public Guid UserId { get; private init; }

    public DateTimeOffset ImportedAt { get; private init; }

    public ImportFormat Format { get; private init; }

    /// <summary>True when nothing but this report was written.</summary>
    public bool DryRun { get; private init; }

    public int Created { get; private init; }

    public int Updated { get; private init; }

    public int Unchanged { get; private init; }

    public int Refused { get; private init; }

    public required IReadOnlyList<ImportReportRow> Report { get; init; }

    public static AgreementImport Record(
        ImportFormat format,
        bool dryRun,
        IReadOnlyList<ImportReportRow> report,
        Actor by
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(by.At),
            OrganisationId = by.OrganisationId,
            UserId = by.UserId,
            ImportedAt = by.At,
            Format = format,
            DryRun = dryRun,
            Created = report.Count(row => row.Outcome == ImportOutcome.Created),
            Updated = report.Count(row => row.Outcome == ImportOutcome.Updated),
            Unchanged = report.Count(row => row.Outcome == ImportOutcome.Unchanged),
            Refused = report.Count(row => row.Outcome == ImportOutcome.Refused),
            Report = report,
        };
}
