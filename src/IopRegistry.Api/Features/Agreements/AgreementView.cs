using System.Text.Json.Serialization;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Whom everybody waits for, since when, why, and what comes next.</summary>
/// <param name="For">The parties that are waited for; empty when the calendar decides.</param>
/// <param name="Since">When the waiting began.</param>
/// <param name="Why">What has to be done, in the reader's language.</param>
/// <param name="Next">What happens when it is done.</param>
public sealed record WaitingView(IReadOnlyList<WaitedFor> For, DateTimeOffset Since, string Why, string Next)
{
    public static WaitingView Of(Agreement agreement, DateOnly today, string language) =>
        From(Waiting.Of(agreement, today), language);

    public static WaitingView From(Waiting waiting, string language) =>
        new(waiting.For, waiting.Since, waiting.Why.In(language), waiting.Next.In(language));
}

/// <summary>A date with the reasons for it.</summary>
/// <param name="Rule">Stable code of the rule.</param>
/// <param name="Date">The result; absent when the inputs do not give one.</param>
/// <param name="Explanation">In the reader's language.</param>
/// <param name="Inputs">What went in.</param>
/// <param name="Clause">Heading of the clause that the rule comes from.</param>
public sealed record DateView(
    string Rule,
    DateOnly? Date,
    string Explanation,
    IReadOnlyList<DateInput> Inputs,
    string? Clause
);

/// <summary>Something that stands in the way.</summary>
public sealed record GuardView(string Code, string Message);

/// <summary>A decision with what follows from its dates.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Counts">False when the agreement was reopened after it, or its version was replaced.</param>
/// <param name="AppealableUntil">Last day of the appeal window (laglighetsprövning); absent until announced.</param>
/// <param name="InForce">The window has closed without an appeal, or the appeal failed.</param>
public sealed record DecisionView(Decision Decision, bool Counts, DateOnly? AppealableUntil, bool InForce);

/// <summary>The unbroken row of agreements this one belongs to.</summary>
/// <param name="Before">The agreement before; absent for the first.</param>
/// <param name="After">The agreement after; absent for the last.</param>
/// <param name="Start">First day of the unbroken chain.</param>
/// <param name="OneYearLinks">One-year agreements in a row, this one counted.</param>
/// <param name="GapDays">Days without a valid agreement before this one.</param>
public sealed record ChainView(ChainBefore? Before, Successor? After, DateOnly? Start, int OneYearLinks, int? GapDays);

/// <summary>An agreement (IOP-avtal) as both sides see it; only the links differ by who reads.</summary>
/// <param name="Id">UUID version 7.</param>
/// <param name="Reference">IOP-2026-000123.</param>
/// <param name="Title">Short name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="EndedReason">Why it ended.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="IsFramework">True for a framework agreement (ramavtal) with annexes of its own.</param>
/// <param name="FrameworkId">The framework that it is an annex of.</param>
/// <param name="InitiatingSide">Which side proposed it.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Parties">Everybody in it, both sides, also those who have left.</param>
/// <param name="Term">From when to when, notice and extension.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day, inclusive, with extensions and notices counted in.</param>
/// <param name="ContentsVersion">The version that stands now.</param>
/// <param name="ContentHash">SHA-256 of that version; what is signed.</param>
/// <param name="Figures">What the financing adds up to.</param>
/// <param name="Waiting">Whom everybody waits for.</param>
/// <param name="Missing">What stands in the way of confirming the version.</param>
/// <param name="Dates">Dates that follow from the terms, each explained.</param>
/// <param name="Chain">Agreements before and after.</param>
/// <param name="Handling">Case officer and board on the public side.</param>
/// <param name="Assessment">The recorded assessment.</param>
/// <param name="Closing">Why it was declined or withdrawn.</param>
/// <param name="Round">Grows with every reopening; what was said in earlier rounds no longer counts.</param>
/// <param name="Confirmations">Every yes to a version.</param>
/// <param name="Decisions">Every decision.</param>
/// <param name="Signatures">Every signature.</param>
/// <param name="Notices">Notices given (uppsägningar).</param>
/// <param name="Dialogues">Joint dialogues.</param>
/// <param name="Termination">A proposed or completed termination.</param>
/// <param name="Extensions">Extensions, used and pending.</param>
/// <param name="Amendments">Amendments, all states.</param>
/// <param name="Source">Where an imported agreement comes from.</param>
/// <param name="CreatedAt">When it was entered.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Links">What the caller may do now.</param>
public sealed record AgreementView(
    Guid Id,
    string Reference,
    string Title,
    AgreementState State,
    EndedReason? EndedReason,
    DateTimeOffset StateSince,
    bool IsFramework,
    Guid? FrameworkId,
    Side InitiatingSide,
    Description Description,
    IReadOnlyList<Party> Parties,
    Term Term,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    int ContentsVersion,
    string ContentHash,
    Figures Figures,
    WaitingView Waiting,
    IReadOnlyList<GuardView> Missing,
    IReadOnlyList<DateView> Dates,
    ChainView Chain,
    Handling? Handling,
    Assessment? Assessment,
    Closing? Closing,
    int Round,
    IReadOnlyList<Confirmation> Confirmations,
    IReadOnlyList<DecisionView> Decisions,
    IReadOnlyList<Signature> Signatures,
    IReadOnlyList<Notice> Notices,
    IReadOnlyList<Dialogue> Dialogues,
    Termination? Termination,
    IReadOnlyList<Extension> Extensions,
    IReadOnlyList<Amendment> Amendments,
    ImportSource? Source,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    public static AgreementView From(Agreement agreement, DateOnly today, string language, IReadOnlyList<Link> links) =>
        new(
            agreement.Id,
            agreement.Reference,
            agreement.Title,
            agreement.State,
            agreement.EndedReason,
            agreement.StateSince,
            agreement.IsFramework,
            agreement.FrameworkId,
            agreement.InitiatingSide,
            agreement.Description,
            agreement.Parties,
            agreement.Term,
            agreement.StartsOn,
            agreement.EndsOn,
            agreement.ContentsVersion,
            agreement.ContentHash,
            agreement.Figures,
            WaitingView.Of(agreement, today, language),
            [.. agreement.Missing.Select(missing => new GuardView(missing.Code, missing.Detail.In(language)))],
            [
                .. AgreementDates
                    .Of(agreement)
                    .Select(date => new DateView(
                        date.Rule,
                        date.Date,
                        date.Explanation.In(language),
                        date.Inputs,
                        date.Clause
                    )),
            ],
            new ChainView(
                agreement.ChainBefore,
                agreement.Successor,
                agreement.ChainStart,
                agreement.OneYearLinks,
                agreement.GapDays
            ),
            agreement.Handling,
            agreement.Assessment,
            agreement.Closing,
            agreement.Round,
            agreement.Confirmations,
            [.. agreement.Decisions.Select(decision => Show(decision, agreement, today))],
            agreement.Signatures,
            agreement.Notices,
            agreement.Dialogues,
            agreement.Termination,
            agreement.Extensions,
            agreement.Amendments,
            agreement.Source,
            agreement.CreatedAt,
            agreement.UpdatedAt,
            links
        );

    private static DecisionView Show(Decision decision, Agreement agreement, DateOnly today) =>
        new(
            decision,
            decision.Round == agreement.Round && decision.ContentsVersion == agreement.ContentsVersion,
            decision.AppealableUntil,
            decision.IsInForce(today)
        );
}

/// <summary>The contents of one version, with what is still missing.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Version">1, 2, 3 …; never changed once written.</param>
/// <param name="ContentHash">SHA-256 of contents and parties.</param>
/// <param name="Contents">All parts.</param>
/// <param name="ChangedParts">What differs from the version before.</param>
/// <param name="Note">What the author said of the change.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="CreatedForOrganisationId">For whom.</param>
/// <param name="AmendmentId">The amendment that it belongs to.</param>
/// <param name="Missing">What stands in the way of confirming it.</param>
public sealed record ContentsView(
    Guid AgreementId,
    int Version,
    string ContentHash,
    Contents Contents,
    IReadOnlyList<ContentsPart> ChangedParts,
    string? Note,
    DateTimeOffset CreatedAt,
    Guid CreatedForOrganisationId,
    Guid? AmendmentId,
    IReadOnlyList<GuardView> Missing
)
{
    public static ContentsView From(Agreement agreement, AgreementVersion version, string language) =>
        new(
            agreement.Id,
            version.Number,
            version.ContentHash,
            version.Contents,
            version.ChangedParts,
            version.Note,
            version.CreatedAt,
            version.CreatedForOrganisationId,
            version.AmendmentId,
            [
                .. ContentsRules
                    .Missing(version.Contents, [.. version.Parties.Where(party => party.LeftOn is null)])
                    .Select(missing => new GuardView(missing.Code, missing.Detail.In(language))),
            ]
        );
}
