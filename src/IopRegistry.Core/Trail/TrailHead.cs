namespace IopRegistry.Trail;

/// <summary>
/// Where an agreement's trail ends. What is appended is linked here, so that two callers at once cannot both be next; and a
/// trail whose last entries have been cut off ends before its head says.
/// </summary>
public sealed class TrailHead
{
    public required Guid AgreementId { get; init; }

    /// <summary>Of the last entry; the concurrency token.</summary>
    public int Number { get; private set; }

    /// <summary>Of the last entry.</summary>
    public string Hash { get; private set; } = TrailHash.Beginning;

    public TrailEntry Append(TrailRecord record)
    {
        var entry = TrailEntry.Link(record, Number + 1, Hash);
        (Number, Hash) = (entry.Number, entry.Hash);
        return entry;
    }

    /// <summary>To append to again, where somebody else was first.</summary>
    internal TrailHead Copy() =>
        new()
        {
            AgreementId = AgreementId,
            Number = Number,
            Hash = Hash,
        };
}
