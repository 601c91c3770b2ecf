using IopRegistry.Api.Http;
using IopRegistry.Trail;

namespace IopRegistry.Api.Features.Trail;

/// <summary>One thing that reads differently.</summary>
/// <param name="Field">Where, such as state.</param>
/// <param name="Before">As text; what is more than one value as JSON. Absent when it was not there.</param>
/// <param name="After">As text; what is more than one value as JSON. Absent when it is not there any more.</param>
public sealed record TrailChangeView(string Field, string? Before, string? After);

/// <summary>One entry of an agreement's trail.</summary>
/// <param name="Number">1, 2, 3 … without gaps.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Sentence">The entry in words.</param>
/// <param name="UserId">Who; the calendar has an id of its own.</param>
/// <param name="UserName">The name the person has today; absent for the calendar.</param>
/// <param name="Roles">The roles the person had then.</param>
/// <param name="OrganisationId">For which organisation; absent for the calendar.</param>
/// <param name="OrganisationName">Its name.</param>
/// <param name="PartyId">For which party.</param>
/// <param name="ClientId">The machine client, where no person called.</param>
/// <param name="MandateId">The mandate by which one organisation acted for another.</param>
/// <param name="Action">What was done or tried; with commas between when several things were done at once.</param>
/// <param name="Operation">By which operation of the API, or by which job.</param>
/// <param name="Outcome">Done or refused.</param>
/// <param name="RefusalCode">Why it was refused: the code of the problem.</param>
/// <param name="Changes">What read differently after it.</param>
/// <param name="Client">The program that called, in its own words.</param>
/// <param name="TraceId">As in the logs.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">Over this entry and the hash before it.</param>
public sealed record TrailEntryView(
    int Number,
    DateTimeOffset OccurredAt,
    string Sentence,
    Guid UserId,
    string? UserName,
    IReadOnlyList<string> Roles,
    Guid? OrganisationId,
    string? OrganisationName,
    Guid? PartyId,
    Guid? ClientId,
    Guid? MandateId,
    string Action,
    string Operation,
    TrailOutcome Outcome,
    string? RefusalCode,
    IReadOnlyList<TrailChangeView> Changes,
    string Client,
    string TraceId,
    string PreviousHash,
    string Hash
)
{
    public static TrailEntryView From(TrailEntry entry, TrailNames names, HttpContext context) =>
        new(
            entry.Number,
            entry.OccurredAt,
            TrailSentence.Of(entry, names).In(Languages.Of(context)),
            entry.UserId,
            names.User,
            entry.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            entry.OrganisationId == Guid.Empty ? null : entry.OrganisationId,
            names.Organisation,
            entry.PartyId,
            entry.ClientId,
            entry.MandateId,
            entry.Action,
            entry.Operation,
            entry.Outcome,
            entry.RefusalCode,
            [
                .. entry
                    .ReadChanges()
                    .Select(change => new TrailChangeView(
                        change.Field,
                        TrailSentence.Whole(change.Before),
                        TrailSentence.Whole(change.After)
                    )),
            ],
            entry.Client,
            entry.TraceId,
            entry.PreviousHash,
            entry.Hash
        );
}
