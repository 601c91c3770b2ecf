using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>
/// An agreement in the public register (offentligt register). The row has what is public and nothing else, and the register
/// reads, filters, sorts and searches in these rows alone: what is withheld is not there to be found.
/// </summary>
public sealed class PublicAgreement
{
    public const int TitleKeyMaxLength = 300;

    private PublicAgreement() { }

    public Guid AgreementId { get; private init; }

    public required string Reference { get; init; }

    public AgreementState State { get; private set; }

    public EndedReason? EndedReason { get; private set; }

    /// <summary>Order of titles; empty when the title is withheld.</summary>
    public string TitleKey { get; private set; } = "";

    /// <summary>First day; null when unknown or withheld.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>Last day; <see cref="AgreementParty.UnknownEnd"/> when unknown or withheld.</summary>
    public DateOnly EndsOn { get; private set; }

    public PublicContents Contents { get; private set; } = new();

    /// <summary>What it is found by, as <see cref="PublicAgreementKey"/> has it; kept here to see what has changed.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];

    /// <summary>When what is public last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Signed at some time: what everybody may know about. No agreement ends that was not signed.</summary>
    public static bool IsPublic(AgreementState state) =>
        state is AgreementState.Signed or AgreementState.Active or AgreementState.Ended;

    internal static PublicAgreement Of(Agreement agreement) =>
        new() { AgreementId = agreement.Id, Reference = agreement.Reference };

    internal void Write(Agreement agreement, PublicContents shown, DateTimeOffset at)
    {
        var keys = PublicAgreementKey.Of(Reference, shown);
        if (
            (State, EndedReason) == (agreement.State, agreement.EndedReason)
            && UpdatedAt != default
            && Keys.SequenceEqual(keys, StringComparer.Ordinal)
            && string.Equals(Written(Contents), Written(shown), StringComparison.Ordinal)
        )
        {
            return; // most steps change nothing that is public
        }

        (State, EndedReason) = (agreement.State, agreement.EndedReason);
        Contents = shown;
        TitleKey = Cut(SwedishSort.KeyOf(shown.Title ?? ""), TitleKeyMaxLength);
        StartsOn = shown.Term is null ? null : agreement.StartsOn;
        EndsOn = shown.Term?.EndsOn ?? AgreementParty.UnknownEnd;
        Keys = keys;
        UpdatedAt = at;
    }

    private static string Written(PublicContents contents) => JsonSerializer.Serialize(contents, JsonColumns.Options);

    private static string Cut(string key, int length) => key.Length <= length ? key : key[..length];
}
