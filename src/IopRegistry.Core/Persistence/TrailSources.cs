using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Openness;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace IopRegistry.Persistence;

/// <summary>Who changed something and when, where the thing itself says so.</summary>
internal sealed record TrailMoment(
    DateTimeOffset At,
    Guid? UserId = null,
    Guid? OrganisationId = null,
    Guid? PartyId = null
);

/// <summary>A changed row of an agreement, as its trail tells it.</summary>
internal sealed record TrailSource(
    Guid AgreementId,
    string Action,
    IReadOnlyList<TrailChange> Changes,
    TrailMoment? Moment
)
{
    /// <summary>When the thing last changed, for one that nobody says to have changed now: better late in the trail than not.</summary>
    public DateTimeOffset? LastChangedAt { get; init; }
}

/// <summary>
/// What belongs to an agreement and is told in its trail, and which of its fields people know: not keys to search by, nor
/// what is worked out from other fields. Something new that belongs to an agreement is a line here.
/// </summary>
internal static class TrailSources
{
    /// <summary>Something of an agreement changed that is no step: it follows its neighbour in the chain.</summary>
    public const string Followed = "follow";

    private static readonly string[] OfAgreement =
    [
        nameof(Agreement.Reference),
        nameof(Agreement.FrameworkId),
        nameof(Agreement.Description),
        nameof(Agreement.Term),
        nameof(Agreement.Parties),
        nameof(Agreement.State),
        nameof(Agreement.EndedReason),
        nameof(Agreement.StartsOn),
        nameof(Agreement.EndsOn),
        nameof(Agreement.ContentsVersion),
        nameof(Agreement.ContentHash),
        nameof(Agreement.Round),
        nameof(Agreement.Handling),
        nameof(Agreement.Assessment),
        nameof(Agreement.Closing),
        nameof(Agreement.Confirmations),
        nameof(Agreement.Decisions),
        nameof(Agreement.Signatures),
        nameof(Agreement.Notices),
        nameof(Agreement.Dialogues),
        nameof(Agreement.Termination),
        nameof(Agreement.Extensions),
        nameof(Agreement.Amendments),
        nameof(Agreement.ChainBefore),
        nameof(Agreement.Successor),
        nameof(Agreement.Source),
    ];

    private static readonly string[] OfDossier =
    [
        nameof(RenewalDossier.State),
        nameof(RenewalDossier.Standpoints),
        nameof(RenewalDossier.Checklist),
        nameof(RenewalDossier.Outcome),
        nameof(RenewalDossier.EarlierOutcomes),
        nameof(RenewalDossier.Tasks),
    ];

    /// <summary>Only what a person says; that a flag is planned and raised follows from the agreement.</summary>
    private static readonly string[] OfFlag = [nameof(Flag.PublicAcknowledgement), nameof(Flag.CivilAcknowledgement)];

    /// <summary>Only what a person chooses; that the register follows an agreement is no news.</summary>
    private static readonly string[] OfPublication =
    [
        nameof(Publication.ChosenSheltered),
        nameof(Publication.ShelteredReason),
        nameof(Publication.Choices),
    ];

    /// <summary>What the row is to a trail; null when it is none of it, or nothing that people know has changed.</summary>
    public static TrailSource? Of(EntityEntry entry, ILookup<Guid, AgreementVersion> versions) =>
        entry switch
        {
            { State: not (EntityState.Added or EntityState.Modified) } => null,
            { Entity: Agreement agreement } => Source(agreement.Id, Followed, Changes(entry, "", OfAgreement), null)
                is { } its
                ? its with
                {
                    LastChangedAt = agreement.UpdatedAt,
                }
                : null,
            { Entity: AgreementStep step, State: EntityState.Added } => OfStep(step),
            { Entity: AgreementVersion version, State: EntityState.Added } => OfVersion(version, versions),
            { Entity: RenewalDossier dossier } => Source(
                dossier.AgreementId,
                "dossier",
                Changes(entry, $"dossiers/{Day(dossier.End)}/", OfDossier),
                dossier.LatestEvent() is RenewalDossierChanged last
                    ? new TrailMoment(last.OccurredAt, last.UserId)
                    : null
            ),
            { Entity: Flag flag, State: EntityState.Modified } => Source(
                flag.AgreementId,
                "flag",
                Changes(entry, $"flags/{Camel(flag.Kind.ToString())}/{Day(flag.TargetDate)}/", OfFlag),
                MomentOf(flag)
            ),
            { Entity: Publication { ChangedAt: { } chosenAt } publication } => Source(
                publication.AgreementId,
                "setPublication",
                Changes(entry, "publication/", OfPublication),
                new TrailMoment(chosenAt, publication.ChangedBy, publication.ChangedForOrganisationId)
            ),
            _ => null,
        };

    private static TrailSource? Source(
        Guid agreementId,
        string action,
        List<TrailChange> changes,
        TrailMoment? moment
    ) => changes.Count == 0 ? null : new TrailSource(agreementId, action, changes, moment);

    private static TrailSource OfStep(AgreementStep step) =>
        new(
            step.AgreementId,
            Camel(step.Action.ToString()),
            [
                new TrailChange(
                    string.Create(CultureInfo.InvariantCulture, $"timeline/{step.Sequence}"),
                    null,
                    new JsonObject
                    {
                        ["action"] = Camel(step.Action.ToString()),
                        ["contentsVersion"] = step.ContentsVersion,
                        ["effectiveOn"] = Day(step.EffectiveOn),
                        ["reason"] = step.Reason,
                    }
                ),
            ],
            new TrailMoment(step.OccurredAt, step.UserId, step.OrganisationId, step.PartyId)
        );

    /// <summary>
    /// A version is kept whole beside the trail, and its hash here is what proves it. What it changed is told where the one
    /// before it is at hand; description, term and parties stand in the agreement and are told from there.
    /// </summary>
    private static TrailSource OfVersion(AgreementVersion version, ILookup<Guid, AgreementVersion> versions)
    {
        var before = versions[version.AgreementId].Where(v => v.Number < version.Number).MaxBy(v => v.Number);
        List<TrailChange> changes =
        [
            new TrailChange(
                string.Create(CultureInfo.InvariantCulture, $"versions/{version.Number}"),
                null,
                new JsonObject { ["contentHash"] = version.ContentHash, ["note"] = version.Note }
            ),
        ];
        if (before is not null)
        {
            var (left, right) = (before.Contents, version.Contents);
            changes.AddRange(TrailDiff.Of("commitments", Json(left.Commitments), Json(right.Commitments)));
            changes.AddRange(TrailDiff.Of("text", Json(left.Text), Json(right.Text)));
            changes.AddRange(TrailDiff.Of("qualityTerms", Json(left.QualityTerms), Json(right.QualityTerms)));
            changes.AddRange(TrailDiff.Of("financing", Json(left.Financing), Json(right.Financing)));
            changes.AddRange(TrailDiff.Of("followUpPlan", Json(left.FollowUpPlan), Json(right.FollowUpPlan)));
        }

        return new TrailSource(
            version.AgreementId,
            "revise",
            changes,
            new TrailMoment(version.CreatedAt, version.CreatedBy, version.CreatedForOrganisationId)
        );
    }

    private static List<TrailChange> Changes(EntityEntry entry, string prefix, string[] fields)
    {
        List<TrailChange> changes = [];
        foreach (var name in fields)
        {
            var property = entry.Property(name);
            if (entry.State == EntityState.Added || property.IsModified)
            {
                var type = property.Metadata.ClrType;
                var before =
                    entry.State == EntityState.Added
                        ? null
                        : JsonSerializer.SerializeToNode(property.OriginalValue, type, JsonColumns.Options);
                var after = JsonSerializer.SerializeToNode(property.CurrentValue, type, JsonColumns.Options);
                changes.AddRange(TrailDiff.Of(prefix + Camel(name), before, after));
            }
        }

        return changes;
    }

    private static TrailMoment? MomentOf(Flag flag)
    {
        var latest = new[] { flag.PublicAcknowledgement, flag.CivilAcknowledgement }.MaxBy(said => said?.At);
        return latest is null ? null : new TrailMoment(latest.At, latest.UserId, latest.OrganisationId);
    }

    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, JsonColumns.Options);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
