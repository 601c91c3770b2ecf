using IopRegistry.SharedKernel;

namespace IopRegistry.PersonalData;

/// <summary>A kind of record with personal data (personuppgifter), as the controller's list of processing asks for it.</summary>
/// <param name="Code">Stable.</param>
/// <param name="What">What it holds.</param>
/// <param name="Whom">Whom it is about.</param>
/// <param name="Why">What it is for.</param>
/// <param name="Ground">The legal ground.</param>
/// <param name="Kept">How long; the rules with the same code carry it out.</param>
/// <param name="Columns">Where it is stored, as Table.Column of the model.</param>
public sealed record PersonalRecord(
    string Code,
    LocalText What,
    LocalText Whom,
    LocalText Why,
    LocalText Ground,
    LocalText Kept,
    IReadOnlyList<string> Columns
);
