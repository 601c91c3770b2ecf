using System.Text.Json.Serialization;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>A step of the timeline, worked back from the end.</summary>
/// <param name="Rule">Stable code of the step.</param>
/// <param name="Date">By when.</param>
/// <param name="Explanation">How the date came about.</param>
/// <param name="Inputs">What went in.</param>
/// <param name="IsPast">The day has passed.</param>
public sealed record DossierDate(
    string Rule,
    DateOnly? Date,
    string Explanation,
    IReadOnlyList<DateInput> Inputs,
    bool IsPast
);

/// <summary>The days without a valid agreement that threaten, from the first day they do, and what is at risk.</summary>
/// <param name="From">First day without a valid agreement.</param>
/// <param name="Days">How many; absent while nothing that follows has a start.</param>
/// <param name="MoneyAtRiskPerMonth">Public cash that stops.</param>
/// <param name="Explanation">In the reader's language.</param>
public sealed record DossierGap(DateOnly From, int? Days, Money? MoneyAtRiskPerMonth, string Explanation);

/// <summary>An item of the checklist.</summary>
/// <param name="Item">What.</param>
/// <param name="Done">Whether, by whom and when.</param>
public sealed record DossierCheck(ChecklistItem Item, CheckedItem? Done);

/// <summary>A renewal dossier (förnyelseakt): what is done about one end of an agreement. Both sides see the same.</summary>
/// <param name="Id">The dossier.</param>
/// <param name="AgreementId">The agreement.</param>
/// <param name="AgreementReference">Its reference.</param>
/// <param name="AgreementTitle">Its title.</param>
/// <param name="End">The end that it is about.</param>
/// <param name="State">Open, decided or closed.</param>
/// <param name="OpenedAt">When it opened, by itself or by hand.</param>
/// <param name="Timeline">Worked back from the end, the notice dates and the board's meetings.</param>
/// <param name="Gap">Days without a valid agreement that threaten; absent when none do.</param>
/// <param name="Checklist">What is done before a decision.</param>
/// <param name="Standpoints">What the parties want, oldest first; the latest of each counts.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="EarlierOutcomes">Outcomes that were reconsidered.</param>
/// <param name="Tasks">What is to be done when nothing follows.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Links">What the caller may do now.</param>
public sealed record DossierView(
    Guid Id,
    Guid AgreementId,
    string AgreementReference,
    string AgreementTitle,
    DateOnly End,
    DossierState State,
    DateTimeOffset OpenedAt,
    IReadOnlyList<DossierDate> Timeline,
    DossierGap? Gap,
    IReadOnlyList<DossierCheck> Checklist,
    IReadOnlyList<Standpoint> Standpoints,
    Outcome? Outcome,
    IReadOnlyList<Outcome> EarlierOutcomes,
    IReadOnlyList<WindDownTask> Tasks,
    DateTimeOffset? ClosedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    public static DossierView From(
        RenewalDossier dossier,
        Agreement agreement,
        RenewalDates dates,
        DateOnly today,
        string language,
        IReadOnlyList<Link> links
    ) =>
        new(
            dossier.Id,
            agreement.Id,
            agreement.Reference,
            agreement.Title,
            dossier.End,
            dossier.State,
            dossier.OpenedAt,
            [
                .. dates.All.Select(date => new DossierDate(
                    date.Rule,
                    date.Date,
                    date.Explanation.In(language),
                    date.Inputs,
                    date.Date < today
                )),
            ],
            RenewalGap.Of(agreement, dossier.End) is { } gap
                ? new DossierGap(gap.From, gap.Days, gap.MoneyAtRiskPerMonth, gap.Explanation.In(language))
                : null,
            [
                .. Enum.GetValues<ChecklistItem>()
                    .Select(item => new DossierCheck(
                        item,
                        dossier.Checklist.FirstOrDefault(done => done.Item == item)
                    )),
            ],
            dossier.Standpoints,
            dossier.Outcome,
            dossier.EarlierOutcomes,
            dossier.Tasks,
            dossier.ClosedAt,
            links
        );
}
