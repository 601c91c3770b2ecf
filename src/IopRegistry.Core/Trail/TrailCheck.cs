using IopRegistry.SharedKernel;

namespace IopRegistry.Trail;

/// <summary>How a trail can be broken.</summary>
public enum TrailFaultKind
{
    /// <summary>An entry in the middle is gone.</summary>
    Missing,

    /// <summary>What the entry says is not what it said when it was written.</summary>
    Changed,

    /// <summary>The entry is not linked to the one before it: one of them has been replaced.</summary>
    NotLinked,

    /// <summary>The last entries are gone.</summary>
    CutOff,

    /// <summary>There are entries after the end of the trail.</summary>
    BeyondEnd,

    /// <summary>The last entry is not the one that the trail ended with.</summary>
    EndReplaced,

    /// <summary>Nothing says where the trail ends.</summary>
    EndMissing,
}

/// <summary>The first broken link of an agreement's trail.</summary>
/// <param name="AgreementId">Whose trail.</param>
/// <param name="Number">The entry.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record TrailFault(Guid AgreementId, int Number, TrailFaultKind Kind)
{
    public LocalText Text =>
        Kind switch
        {
            TrailFaultKind.Missing => new($"Post {Number} saknas.", $"Entry {Number} is missing."),
            TrailFaultKind.Changed => new(
                $"Post {Number} har ändrats efter att den skrevs.",
                $"Entry {Number} has been changed since it was written."
            ),
            TrailFaultKind.NotLinked => new(
                $"Post {Number} hänger inte ihop med posten före: en av dem har bytts ut.",
                $"Entry {Number} is not linked to the one before it: one of them has been replaced."
            ),
            TrailFaultKind.CutOff => new(
                $"Spåret är avkapat: post {Number} och de som följde saknas.",
                $"The trail is cut off: entry {Number} and what followed are missing."
            ),
            TrailFaultKind.BeyondEnd => new(
                $"Post {Number} ligger efter spårets slut.",
                $"Entry {Number} lies beyond the end of the trail."
            ),
            TrailFaultKind.EndReplaced => new(
                $"Post {Number} är inte den som spåret slutade med.",
                $"Entry {Number} is not the one that the trail ended with."
            ),
            TrailFaultKind.EndMissing => new(
                $"Det saknas uppgift om var spåret slutar; sista posten är {Number}.",
                $"Nothing says where the trail ends; its last entry is {Number}."
            ),
        };
}

/// <summary>Goes through one agreement's trail, entry by entry, and names the first broken link. Pure; keeps nothing but the last link.</summary>
public sealed class TrailCheck(Guid agreementId, TrailHead? head)
{
    private int _number;
    private string _hash = TrailHash.Beginning;
    private TrailFault? _fault;

    /// <summary>Entries seen.</summary>
    public int Seen { get; private set; }

    /// <summary>In the order of their numbers.</summary>
    public void Next(TrailEntry entry)
    {
        Seen++;
        _fault ??=
            entry.Number != _number + 1 ? Fault(_number + 1, TrailFaultKind.Missing)
            : head is not null && entry.Number > head.Number ? Fault(entry.Number, TrailFaultKind.BeyondEnd)
            : !string.Equals(TrailHash.Of(entry), entry.Hash, StringComparison.Ordinal)
                ? Fault(entry.Number, TrailFaultKind.Changed)
            : !string.Equals(entry.PreviousHash, _hash, StringComparison.Ordinal)
                ? Fault(entry.Number, TrailFaultKind.NotLinked)
            : null;
        (_number, _hash) = (entry.Number, entry.Hash);
    }

    /// <returns>The first broken link; null when the trail is whole.</returns>
    public TrailFault? End() =>
        _fault
        ?? (
            head is null ? (_number > 0 ? Fault(_number, TrailFaultKind.EndMissing) : null)
            : head.Number > _number ? Fault(_number + 1, TrailFaultKind.CutOff)
            : !string.Equals(head.Hash, _hash, StringComparison.Ordinal) ? Fault(_number, TrailFaultKind.EndReplaced)
            : null
        );

    private TrailFault Fault(int number, TrailFaultKind kind) => new(agreementId, number, kind);
}
