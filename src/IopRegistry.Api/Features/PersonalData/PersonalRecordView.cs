using IopRegistry.PersonalData;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>A kind of record with personal data.</summary>
/// <param name="Code">Stable.</param>
/// <param name="What">What it holds.</param>
/// <param name="Whom">Whom it is about.</param>
/// <param name="Why">What it is for.</param>
/// <param name="LegalGround">The legal ground.</param>
/// <param name="Kept">How long.</param>
/// <param name="Columns">Where it is stored.</param>
public sealed record PersonalRecordView(
    string Code,
    string What,
    string Whom,
    string Why,
    string LegalGround,
    string Kept,
    IReadOnlyList<string> Columns
)
{
    internal static PersonalRecordView Of(PersonalRecord record, string language) =>
        new(
            record.Code,
            record.What.In(language),
            record.Whom.In(language),
            record.Why.In(language),
            record.Ground.In(language),
            record.Kept.In(language),
            record.Columns
        );
}
