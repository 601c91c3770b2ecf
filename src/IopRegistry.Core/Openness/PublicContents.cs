using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>A party as everybody may know it.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Name">Its name when it joined.</param>
/// <param name="OrganisationNumber">Ten digits; absent where it has none.</param>
/// <param name="Side">Public or civil.</param>
/// <param name="Roles">What it does in the partnership.</param>
public sealed record PublicParty(
    Guid OrganisationId,
    string Name,
    string? OrganisationNumber,
    Side Side,
    IReadOnlyList<PartyRole> Roles
);

/// <summary>From when to when.</summary>
/// <param name="Start">First day, as precisely as it is known.</param>
/// <param name="End">Last day in the agreement's text, inclusive.</param>
/// <param name="EndsOn">Last day with extensions and notices counted in.</param>
/// <param name="NoticeMonths">Notice period (uppsägningstid) in months.</param>
/// <param name="Extension">What happens at the end.</param>
/// <param name="ExtensionMonths">How long each extension is.</param>
/// <param name="MostExtensions">How often it may be extended.</param>
public sealed record PublicTerm(
    PartialDate? Start,
    PartialDate? End,
    DateOnly? EndsOn,
    int? NoticeMonths,
    ExtensionKind Extension,
    int? ExtensionMonths,
    int? MostExtensions
);

/// <summary>A decision that the agreement rests on.</summary>
/// <param name="Body">Who decided.</param>
/// <param name="Date">When.</param>
/// <param name="Paragraph">Paragraph of the minutes.</param>
/// <param name="RegistryNumber">Diarienummer.</param>
public sealed record PublicDecision(string Body, DateOnly Date, string? Paragraph, string? RegistryNumber);

/// <summary>The decisions, with the numbers that the agreement has in the public parties' registries.</summary>
/// <param name="Decided">Every decision that counts.</param>
/// <param name="RegistryNumbers">Diarienummer of the public parties.</param>
public sealed record PublicDecisions(IReadOnlyList<PublicDecision> Decided, IReadOnlyList<string> RegistryNumbers);

/// <summary>What is contributed in a year.</summary>
/// <param name="Year">Calendar year; absent where the agreement only says "per year".</param>
/// <param name="PublicCash">Cash from the public side.</param>
/// <param name="PublicInKind">Valued contributions in kind from the public side.</param>
/// <param name="Civil">Everything valued from the civil side.</param>
public sealed record PublicYear(int? Year, Money PublicCash, Money PublicInKind, Money Civil);

/// <summary>What the financing adds up to.</summary>
/// <param name="ContractValue">Cash from the public side over the term, excluding VAT.</param>
/// <param name="Years">Sums per year.</param>
public sealed record PublicFinancing(Money ContractValue, IReadOnlyList<PublicYear> Years);

/// <summary>A promise (åtagande).</summary>
public sealed record PublicCommitment(Side Side, string Statement);

/// <summary>How the period is followed up.</summary>
public sealed record PublicFollowUp(FollowUpSchedule Schedule, IReadOnlyList<DateOnly> Dates, string? Description);

/// <summary>A clause of the text.</summary>
public sealed record PublicClause(string Title, string Body);

/// <summary>Somebody who signed.</summary>
public sealed record PublicSignatory(Side Side, string Name, string Title, DateOnly SignedOn);

/// <summary>That a field is withheld, and on which ground.</summary>
public sealed record WithheldField(PublicationField Field, string Ground);

/// <summary>
/// Everything of an agreement that everybody may read, and nothing else: what the public register stores and answers with.
/// One member per <see cref="PublicationField"/>, of its name; a member that is withheld has no value.
/// </summary>
public sealed record PublicContents
{
    public string? Title { get; init; }

    public IReadOnlyList<PublicParty>? Parties { get; init; }

    public IReadOnlyList<string>? County { get; init; }

    public IReadOnlyList<string>? Municipality { get; init; }

    public PublicTerm? Term { get; init; }

    public PublicDecisions? Decisions { get; init; }

    public PublicFinancing? Financing { get; init; }

    public string? Purpose { get; init; }

    public string? SharedChallenge { get; init; }

    public string? TargetGroup { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<PublicCommitment>? Commitments { get; init; }

    public IReadOnlyList<string>? QualityTerms { get; init; }

    public PublicFollowUp? FollowUp { get; init; }

    public IReadOnlyList<PublicClause>? Text { get; init; }

    public IReadOnlyList<string>? Premises { get; init; }

    public string? CaseOfficer { get; init; }

    public IReadOnlyList<PublicSignatory>? Signatories { get; init; }

    public IReadOnlyList<WithheldField> Withheld { get; init; } = [];

    /// <summary>
    /// Only what the levels let through. Written member by member: what is added to an agreement one day is public on the
    /// day that somebody writes it here, and not before.
    /// </summary>
    public PublicContents Only(IReadOnlyList<FieldLevel> levels)
    {
        var shown = levels
            .Where(level => level.Level == PublicationLevel.Public)
            .Select(level => level.Field)
            .ToHashSet();
        return new PublicContents
        {
            Title = Shown(PublicationField.Title, Title),
            Parties = Shown(PublicationField.Parties, Parties),
            County = Shown(PublicationField.County, County),
            Municipality = Shown(PublicationField.Municipality, Municipality),
            Term = Shown(PublicationField.Term, Term),
            Decisions = Shown(PublicationField.Decisions, Decisions),
            Financing = Shown(PublicationField.Financing, Financing),
            Purpose = Shown(PublicationField.Purpose, Purpose),
            SharedChallenge = Shown(PublicationField.SharedChallenge, SharedChallenge),
            TargetGroup = Shown(PublicationField.TargetGroup, TargetGroup),
            Summary = Shown(PublicationField.Summary, Summary),
            Commitments = Shown(PublicationField.Commitments, Commitments),
            QualityTerms = Shown(PublicationField.QualityTerms, QualityTerms),
            FollowUp = Shown(PublicationField.FollowUp, FollowUp),
            Text = Shown(PublicationField.Text, Text),
            Premises = Shown(PublicationField.Premises, Premises),
            CaseOfficer = Shown(PublicationField.CaseOfficer, CaseOfficer),
            Signatories = Shown(PublicationField.Signatories, Signatories),
            Withheld =
            [
                .. levels
                    .Where(level => level.Ground is not null)
                    .Select(l => new WithheldField(l.Field, l.Ground!.Code)),
            ],
        };

        T? Shown<T>(PublicationField field, T? value)
            where T : class => shown.Contains(field) ? value : null;
    }

    /// <summary>Everything that somebody wrote in a field, for the search for what must not reach everybody.</summary>
    internal IEnumerable<string> TextsOf(PublicationField field) =>
        (
            field switch
            {
                PublicationField.Title => [Title],
                PublicationField.Parties => Parties?.Select(party => party.Name),
                PublicationField.Decisions => Decisions
                    ?.Decided.SelectMany(d => new[] { d.Body, d.Paragraph, d.RegistryNumber })
                    .Concat(Decisions.RegistryNumbers),
                PublicationField.Purpose => [Purpose],
                PublicationField.SharedChallenge => [SharedChallenge],
                PublicationField.TargetGroup => [TargetGroup],
                PublicationField.Summary => [Summary],
                PublicationField.Commitments => Commitments?.Select(commitment => commitment.Statement),
                PublicationField.QualityTerms => QualityTerms,
                PublicationField.FollowUp => [FollowUp?.Description],
                PublicationField.Text => Text?.SelectMany(clause => new[] { clause.Title, clause.Body }),
                PublicationField.Premises => Premises,
                PublicationField.CaseOfficer => [CaseOfficer],
                PublicationField.Signatories => Signatories?.SelectMany(s => new[] { s.Name, s.Title }),
                PublicationField.County
                or PublicationField.Municipality
                or PublicationField.Term
                or PublicationField.Financing => (IEnumerable<string?>?)[],
            } ?? []
        ).OfType<string>();
}
