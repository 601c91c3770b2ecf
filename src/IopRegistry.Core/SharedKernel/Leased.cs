namespace IopRegistry.SharedKernel;

/// <summary>
/// Something to be sent that a sender takes for a while: a claim moves it ahead of the clock, so that nobody else takes it,
/// and a sender that dies with it only delays it. <see cref="NextAttemptAt"/> says all there is to know about when.
/// </summary>
public abstract class Leased
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it may be taken; null when there is nothing left to do.</summary>
    public DateTimeOffset? NextAttemptAt { get; protected set; }

    /// <summary>Who took it last. A sender that was too slow finds another id here and writes nothing.</summary>
    public Guid? ClaimId { get; protected set; }

    /// <summary>How often it has been tried.</summary>
    public int Attempts { get; protected set; }
}
