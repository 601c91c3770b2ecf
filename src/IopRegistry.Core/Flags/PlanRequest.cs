namespace IopRegistry.Flags;

/// <summary>
/// A note that an agreement's dates may have moved, written in the transaction that moved them. A row for each change, so
/// that a change made while the dates are being worked out is not lost.
/// </summary>
public sealed class PlanRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AgreementId { get; init; }
}
