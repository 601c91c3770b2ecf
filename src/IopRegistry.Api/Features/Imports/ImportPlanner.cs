using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Importing;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Imports;

/// <summary>What a row would do, decided without writing anything: a dry run is this and nothing more.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Existing">The agreement it is about, if an earlier import brought one.</param>
/// <param name="Imported">What to write.</param>
/// <param name="NewOrganisations">Parties that the registry did not have.</param>
/// <param name="Numbers">Organisation numbers that the row completes organisations with.</param>
/// <param name="Reasons">Why it is refused.</param>
internal sealed record PlannedRow(
    ImportRow Row,
    ImportOutcome Outcome,
    KnownAgreement? Existing,
    ImportedAgreement? Imported,
    IReadOnlyList<Organisation> NewOrganisations,
    IReadOnlyList<(Guid OrganisationId, string Number)> Numbers,
    IReadOnlyList<RuleViolation> Reasons
)
{
    public bool Writes => Outcome is ImportOutcome.Created or ImportOutcome.Updated;

    public ImportReportRow Report(Guid? agreementId, string? reference) =>
        new(Row.Number, Row.ExternalKey, Outcome, agreementId, reference, [.. Reasons.Select(ImportReason.Of)]);

    public ImportReportRow Report() => Report(Existing?.Id, Existing?.Reference);
}

/// <summary>Decides row by row, remembering what the rows before have brought.</summary>
/// <param name="register">What the registry knows.</param>
/// <param name="by">Who imports.</param>
/// <param name="forEverybody">An operator imports agreements of others.</param>
internal sealed class ImportPlanner(ImportRegister register, Actor by, bool forEverybody)
{
    /// <param name="row">The row.</param>
    /// <param name="previous">The contents that stand now, for a row that may update.</param>
    public PlannedRow Plan(ImportRow row, Func<KnownAgreement, AgreementVersion?> previous)
    {
        if (row.Record is not { } record)
        {
            return Refused(row, null, row.Reasons);
        }

        List<RuleViolation> reasons = [];
        var parties = new ImportParties(register, by);
        var resolved = parties.Resolve(ImportedParty.Of(record, reasons), reasons);
        if (!forEverybody && !resolved.Exists(IsOwn))
        {
            reasons.Add(ImportRules.NotOwnAgreement);
        }

        var existing = register.Agreement(record.Id);
        if (reasons.Count > 0)
        {
            return Refused(row, existing, reasons);
        }

        if (existing is not null && string.Equals(existing.Source.Hash, record.Hash, StringComparison.Ordinal))
        {
            return new PlannedRow(row, ImportOutcome.Unchanged, existing, null, [], [], []);
        }

        if (existing is { IsAsImported: false })
        {
            return Refused(row, existing, [ImportRules.ChangedInTheRegister]);
        }

        var before = existing is null ? null : previous(existing);
        var imported = ImportMapping.Map(record, resolved, before, by, reasons);
        if (reasons.Count > 0)
        {
            return Refused(row, existing, reasons);
        }

        parties.Keep();
        return new PlannedRow(
            row,
            existing is null ? ImportOutcome.Created : ImportOutcome.Updated,
            existing,
            imported,
            parties.New,
            parties.Numbers,
            []
        );
    }

    /// <summary>The agreement whose contents have to be read before the row is planned.</summary>
    public Guid? MayUpdate(ImportRow row) =>
        row.Record is { } record
        && register.Agreement(record.Id) is { IsAsImported: true } known
        && !string.Equals(known.Source.Hash, record.Hash, StringComparison.Ordinal)
            ? known.Id
            : null;

    private bool IsOwn(ResolvedParty resolved) =>
        resolved.OrganisationId == by.OrganisationId && resolved.Party.Field is not ImportFields.Funders;

    private static PlannedRow Refused(ImportRow row, KnownAgreement? existing, IReadOnlyList<RuleViolation> reasons) =>
        new(row, ImportOutcome.Refused, existing, null, [], [], reasons);
}
