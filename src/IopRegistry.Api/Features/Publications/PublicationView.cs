using System.Text.Json.Serialization;
using IopRegistry.Api.Features.PublicRegister;
using IopRegistry.Api.Http;
using IopRegistry.Openness;

namespace IopRegistry.Api.Features.Publications;

/// <summary>The level of a field.</summary>
/// <param name="Field">What.</param>
/// <param name="Level">Public or withheld.</param>
/// <param name="Source">Why it has that level: standard, chosen, shelter (skyddat boende) or contents.</param>
/// <param name="Ground">The legal ground, of what is withheld.</param>
public sealed record FieldLevelView(
    PublicationField Field,
    PublicationLevel Level,
    LevelSource Source,
    GroundView? Ground
);

/// <summary>What of an agreement is public.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="InRegister">Whether everybody can read it now: whether it is or has been signed.</param>
/// <param name="Sheltered">Whether it counts as being about sheltered housing (skyddat boende).</param>
/// <param name="ChosenSheltered">What somebody has said of that; absent when what is written decides.</param>
/// <param name="LooksSheltered">Whether what is written looks like it.</param>
/// <param name="ShelteredReason">Why it is not, though it looks like it.</param>
/// <param name="Fields">Every field with its level.</param>
/// <param name="ChangedAt">When somebody last chose; absent when nobody has.</param>
/// <param name="Links">What the caller may do now.</param>
public sealed record PublicationView(
    Guid AgreementId,
    bool InRegister,
    bool Sheltered,
    bool? ChosenSheltered,
    bool LooksSheltered,
    string? ShelteredReason,
    IReadOnlyList<FieldLevelView> Fields,
    DateTimeOffset? ChangedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static PublicationView Of(Weighed weighed, string language, IReadOnlyList<Link> links) =>
        new(
            weighed.Agreement.Id,
            PublicAgreement.IsPublic(weighed.Agreement.State),
            weighed.Projection.Sheltered,
            weighed.Publication.ChosenSheltered,
            weighed.Projection.Suspected,
            weighed.Publication.ShelteredReason,
            [
                .. weighed.Projection.Levels.Select(level => new FieldLevelView(
                    level.Field,
                    level.Level,
                    level.Source,
                    level.Ground is { } ground ? GroundView.Of(ground, language) : null
                )),
            ],
            weighed.Publication.ChangedAt,
            links
        );
}
