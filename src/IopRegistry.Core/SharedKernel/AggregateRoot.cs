namespace IopRegistry.SharedKernel;

public interface IDomainEvent
{
    DateTimeOffset OccurredAt { get; }
}

/// <summary>
/// Nothing about an aggregate changes without an event, so one place feeds the timeline, the outbox and the
/// concurrency token that clients see as ETag.
/// </summary>
public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> _events = [];

    public Guid Id { get; protected init; } = Guid.CreateVersion7();

    /// <summary>Grows with every change; the same on both databases; shown to clients as ETag.</summary>
    public int Version { get; private set; }

    protected virtual void Raise(IDomainEvent change)
    {
        Version++;
        _events.Add(change);
    }

    protected static void Require(bool condition, RuleViolation otherwise)
    {
        if (!condition)
        {
            throw new RuleViolationException(otherwise);
        }
    }

    /// <summary>Refuses with every unmet guard at once, so that nobody has to find them one call at a time.</summary>
    protected static void RequireAll(RuleViolation refusal, IReadOnlyList<RuleViolation> unmetGuards)
    {
        if (unmetGuards.Count > 0)
        {
            throw new RuleViolationException(refusal, unmetGuards);
        }
    }

    /// <summary>The last change since it was read; null when there is none.</summary>
    public IDomainEvent? LatestEvent() => _events.LastOrDefault();

    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. _events];
        _events.Clear();
        return taken;
    }
}
