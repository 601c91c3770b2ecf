using System.Text.Json.Serialization;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Flags;

/// <summary>Why the flag has its date, so that it can be checked by hand.</summary>
/// <param name="Text">A sentence in the reader's language.</param>
/// <param name="Rule">Stable code of the rule: the kind of flag.</param>
/// <param name="Inputs">What went in.</param>
/// <param name="Clause">Heading of the clause that the date comes from, where it comes from the text.</param>
/// <param name="Result">The date that came out.</param>
public sealed record FlagExplanation(
    string Text,
    FlagKind Rule,
    IReadOnlyList<DateInput> Inputs,
    string? Clause,
    DateOnly Result
);

/// <summary>A flag (bevakning): something a person must see before a date. Both sides see the same.</summary>
/// <param name="Id">The flag.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementReference">Its reference.</param>
/// <param name="AgreementTitle">Its title.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Title">The same in the reader's language.</param>
/// <param name="Severity">How much depends on it.</param>
/// <param name="Audience">Who is asked to answer.</param>
/// <param name="State">Planned until its day, raised while somebody has to see it, closed when its cause is gone.</param>
/// <param name="TargetDate">The date it is about.</param>
/// <param name="Stage">Days before the target, for a kind that warns more than once; otherwise 0.</param>
/// <param name="DueOn">The day it is raised.</param>
/// <param name="RaisedOn">The day it was raised.</param>
/// <param name="Late">Raised after its day, because the service was down or the cause came late.</param>
/// <param name="ClosedAt">When its cause went.</param>
/// <param name="PartyId">The party it concerns; absent when it concerns the whole agreement.</param>
/// <param name="Explanation">How its date came about.</param>
/// <param name="PublicAcknowledgement">The public side has seen it.</param>
/// <param name="CivilAcknowledgement">The civil side has seen it.</param>
/// <param name="EscalationLevel">0: told. 1: head of unit. 2: board secretary.</param>
/// <param name="EscalatesOn">The next step up, if nobody answers.</param>
/// <param name="Links">What the caller may do now.</param>
public sealed record FlagView(
    Guid Id,
    Guid AgreementId,
    string AgreementReference,
    string AgreementTitle,
    FlagKind Kind,
    string Title,
    FlagSeverity Severity,
    FlagAudience Audience,
    FlagState State,
    DateOnly TargetDate,
    int Stage,
    DateOnly DueOn,
    DateOnly? RaisedOn,
    bool Late,
    DateTimeOffset? ClosedAt,
    Guid? PartyId,
    FlagExplanation Explanation,
    Acknowledgement? PublicAcknowledgement,
    Acknowledgement? CivilAcknowledgement,
    int EscalationLevel,
    DateOnly? EscalatesOn,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    public static FlagView From(FlagRow row, string language, HttpContext context, bool mayAnswer)
    {
        var flag = row.Flag;
        var address = Addresses.Absolute(context, $"/iop/v1/flags/{flag.Id}");
        List<Link> links =
        [
            new(address, HttpMethods.Get, "self"),
            new(Addresses.Absolute(context, $"/iop/v1/agreements/{flag.AgreementId}"), HttpMethods.Get, "agreement"),
        ];
        if (
            mayAnswer
            && flag.State != FlagState.Planned
            && flag.Audience.Includes(row.OwnSide)
            && flag.AcknowledgementOf(row.OwnSide) is null
        )
        {
            links.Add(new($"{address}/acknowledgements", HttpMethods.Post, "acknowledgements"));
        }

        return new FlagView(
            flag.Id,
            flag.AgreementId,
            row.Reference,
            row.Title,
            flag.Kind,
            FlagTexts.Title(flag.Kind).In(language),
            flag.Severity,
            flag.Audience,
            flag.State,
            flag.TargetDate,
            flag.Stage,
            flag.DueOn,
            flag.RaisedOn,
            flag.RaisedOn > flag.DueOn,
            flag.ClosedAt,
            flag.PartyId == Guid.Empty ? null : flag.PartyId,
            new FlagExplanation(
                FlagTexts.Explanation(flag).In(language),
                flag.Kind,
                flag.Inputs,
                FlagKinds.IsFromTheTerm(flag.Kind) ? AgreementDates.TermClause : null,
                flag.TargetDate
            ),
            flag.PublicAcknowledgement,
            flag.CivilAcknowledgement,
            flag.EscalationLevel,
            flag.EscalatesOn,
            links
        );
    }
}

/// <summary>A flag with what is shown of its agreement, and the side the reader is on.</summary>
public sealed record FlagRow
{
    public required Flag Flag { get; init; }

    public required string Reference { get; init; }

    public required string Title { get; init; }

    public required Side OwnSide { get; init; }
}

/// <summary>A page of flags.</summary>
/// <param name="Flags">This page.</param>
/// <param name="Meta">Where the page stands.</param>
/// <param name="Links">The pages around it.</param>
public sealed record FlagPage(
    IReadOnlyList<FlagView> Flags,
    [property: JsonPropertyName("_meta")] PageMeta Meta,
    [property: JsonPropertyName("_links")] PageLinks Links
)
{
    public static FlagPage Of(
        IReadOnlyList<FlagRow> rows,
        PageMeta meta,
        PageQuery page,
        CurrentUser user,
        HttpContext context
    )
    {
        var (language, mayAnswer) = (Languages.Of(context), user.May(Permission.AnswerFlags));
        return new FlagPage(
            [.. rows.Select(row => FlagView.From(row, language, context, mayAnswer))],
            meta,
            page.Links(context, meta)
        );
    }
}
