using System.Text.Json;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>Which organisation a party of the source is.</summary>
public sealed record ResolvedParty(ImportedParty Party, Guid OrganisationId, string? MunicipalityCode);

/// <summary>What the registry makes of a record.</summary>
public sealed record ImportedAgreement(
    Contents Contents,
    IReadOnlyList<Party> Parties,
    AgreementState State,
    EndedReason? EndedReason,
    ImportSource Source
);

/// <summary>
/// Gives everything that a record says its place. Nothing is made up: what the source does not say stays unknown, and
/// what the registry has no field for stays in <see cref="ImportSource"/> in the source's own words.
/// </summary>
public static partial class ImportMapping
{
    /// <summary>The states an agreement can be in when it comes from somewhere else. The others need acts made here.</summary>
    private static readonly AgreementState[] ImportableStates =
    [
        AgreementState.Proposed,
        AgreementState.Negotiating,
        AgreementState.Signed,
        AgreementState.Active,
        AgreementState.Ended,
        AgreementState.Declined,
        AgreementState.Withdrawn,
    ];

    /// <param name="record">The row.</param>
    /// <param name="resolved">Its parties, the public one first.</param>
    /// <param name="previous">The version it replaces, whose parties and parts keep their ids.</param>
    /// <param name="by">Who imports, and on which day.</param>
    /// <param name="reasons">Everything that forbids it; the result is then not to be used.</param>
    public static ImportedAgreement Map(
        ImportRecord record,
        IReadOnlyList<ResolvedParty> resolved,
        AgreementVersion? previous,
        Actor by,
        ICollection<RuleViolation> reasons
    )
    {
        var parties = resolved.Select((party, i) => PartyOf(party, i, resolved, previous, by)).ToList();
        if (parties.DistinctBy(party => (party.OrganisationId, party.Unit)).Count() < parties.Count)
        {
            reasons.Add(AgreementRules.PartyTwice with { Pointer = "/" + ImportFields.NgoParties });
        }

        var term = TermOf(record, reasons);
        var state = StateOf(record, term, by.Today, reasons);
        var contents = new Contents(
            DescriptionOf(record),
            term,
            [],
            [],
            [
                .. record
                    .List(ImportFields.QualityTerms)
                    .Distinct(StringComparer.Ordinal)
                    .Select(statement => QualityTermOf(statement, previous, by)),
            ],
            FinancingOf(record, parties, state, previous, by),
            record.Text(ImportFields.FollowUp) is { } followUp
                ? new FollowUpPlan(FollowUpSchedule.Described, [], followUp)
                : null
        );
        foreach (var wrong in ContentsRules.Wrong(contents, parties))
        {
            // Named as in the file. Whatever else can be wrong of contents, this mapping does not write.
            reasons.Add(wrong with { Pointer = "/" + ImportFields.End });
        }

        return new ImportedAgreement(
            contents,
            parties,
            state,
            EndedReasonOf(record, state, reasons),
            SourceOf(record, parties)
        );
    }

    private static Party PartyOf(
        ResolvedParty resolved,
        int index,
        IReadOnlyList<ResolvedParty> all,
        AgreementVersion? previous,
        Actor by
    )
    {
        var party = resolved.Party;
        var occurrence = all.Take(index).Count(other => other.OrganisationId == resolved.OrganisationId);
        var before = previous
            ?.Parties.Where(p => p.OrganisationId == resolved.OrganisationId)
            .ElementAtOrDefault(occurrence);
        return new Party(
            before?.Id ?? Guid.CreateVersion7(by.At),
            resolved.OrganisationId,
            party.Text,
            party.Side,
            party.IsFunder ? [PartyRole.Funder] : [],
            null,
            party.Unit,
            party.RegistryNumber,
            party.MunicipalityCode ?? resolved.MunicipalityCode,
            null
        );
    }

    private static Description DescriptionOf(ImportRecord record) =>
        new(
            record.Title,
            record.Text(ImportFields.SharedChallenge),
            record.Text(ImportFields.Purpose),
            record.Text(ImportFields.TargetGroup),
            record.Text(ImportFields.Inclusions),
            record.Text(ImportFields.Exclusions),
            record.Text(ImportFields.AddedValue),
            record.Text(ImportFields.Summary),
            record.Text(ImportFields.CivilLegalForm),
            record.Text(ImportFields.Basis)
        );

    private static Term TermOf(ImportRecord record, ICollection<RuleViolation> reasons) =>
        new(
            DateOf(record, ImportFields.Start, reasons),
            DateOf(record, ImportFields.End, reasons),
            record.Number(ImportFields.LengthMonths),
            record.Number(ImportFields.NoticeMonths),
            [],
            ExtensionOf(record, reasons),
            [],
            null
        );

    private static PartialDate? DateOf(ImportRecord record, string field, ICollection<RuleViolation> reasons)
    {
        if (record.Text(field) is not { } written)
        {
            return null;
        }

        if (!PartialDateText.TryRead(written, out var date))
        {
            reasons.Add(ImportRules.DateNotReadable(field));
        }

        return date;
    }

    private static ExtensionClause ExtensionOf(ImportRecord record, ICollection<RuleViolation> reasons)
    {
        var kind = ValueOf(record, ImportFields.ExtensionKind, Enum.GetValues<ExtensionKind>(), reasons);
        var months = record.Number(ImportFields.ExtensionMonths);
        var times = record.Number(ImportFields.ExtensionMostTimes);
        var notice = record.Number(ImportFields.ExtensionNoticeMonths);
        var decide = record.Number(ImportFields.ExtensionDecideMonths);
        var lacks =
            times is null ? null
            : months is null ? ImportFields.ExtensionMonths
            : kind is ExtensionKind.Automatic && notice is null ? ImportFields.ExtensionNoticeMonths
            : kind is ExtensionKind.Option && decide is null ? ImportFields.ExtensionDecideMonths
            : null;
        if (lacks is not null)
        {
            reasons.Add(ImportRules.ExtensionIncomplete(lacks));
        }

        return new ExtensionClause(
            kind ?? ExtensionKind.None,
            months ?? 0,
            times ?? 0,
            notice,
            decide,
            false,
            record.Text(ImportFields.ExtensionText)
        );
    }

    /// <summary>
    /// As stated; else a proposal is proposed, a last day that has passed has ended it, a first day to come means signed,
    /// and anything else is in force.
    /// </summary>
    private static AgreementState StateOf(
        ImportRecord record,
        Term term,
        DateOnly today,
        ICollection<RuleViolation> reasons
    ) =>
        ValueOf(record, ImportFields.State, ImportableStates, reasons)
        ?? (
            record.Text(ImportFields.RecordClass) is "proposal" or "decision_proposal" ? AgreementState.Proposed
            : term.End?.Latest < today ? AgreementState.Ended
            : term.Start?.Earliest > today ? AgreementState.Signed
            : AgreementState.Active
        );

    private static EndedReason? EndedReasonOf(
        ImportRecord record,
        AgreementState state,
        ICollection<RuleViolation> reasons
    )
    {
        var stated = ValueOf(record, ImportFields.EndedReason, Enum.GetValues<EndedReason>(), reasons);
        if (state == AgreementState.Ended)
        {
            return stated ?? EndedReason.Expired;
        }

        if (stated is not null)
        {
            reasons.Add(ImportRules.EndedReasonWithoutEnd);
        }

        return null;
    }

    /// <summary>Another wording is another term.</summary>
    private static QualityTerm QualityTermOf(string statement, AgreementVersion? previous, Actor by)
    {
        var before = previous?.Contents.QualityTerms.FirstOrDefault(term =>
            string.Equals(term.Statement, statement, StringComparison.Ordinal)
        );
        return new QualityTerm(
            before?.Id ?? Guid.CreateVersion7(by.At),
            statement,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        );
    }

    private static ImportSource SourceOf(ImportRecord record, List<Party> parties)
    {
        // A contribution of a party that the source does not name has no place among the money.
        var homeless = parties.Exists(party => party.Side == Side.Civil)
            ? null
            : record.Text(ImportFields.NgoContribution);
        string?[] remarks =
        [
            record.Text(ImportFields.Unusual),
            homeless is null ? null : $"{ImportFields.NgoContribution}: {homeless}",
        ];
        return new ImportSource(
            record.Id,
            record.Text(ImportFields.RecordClass),
            record.Text(ImportFields.SourceUrl),
            record.Text(ImportFields.SourceKind),
            record.Text(ImportFields.Decision),
            record.Text(ImportFields.FollowUp),
            record.Text(ImportFields.StatusNote),
            Array.Exists(remarks, remark => remark is not null) ? string.Join('\n', remarks.OfType<string>()) : null,
            record.Hash
        );
    }

    /// <summary>A code as the API writes it: camelCase.</summary>
    private static T? ValueOf<T>(
        ImportRecord record,
        string field,
        IReadOnlyList<T> known,
        ICollection<RuleViolation> reasons
    )
        where T : struct, Enum
    {
        if (record.Text(field) is not { } text)
        {
            return null;
        }

        foreach (var value in known)
        {
            if (string.Equals(CodeOf(value), text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        reasons.Add(ImportRules.UnknownValue(field, string.Join(", ", known.Select(CodeOf))));
        return null;
    }

    private static string CodeOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
