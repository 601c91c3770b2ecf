using System.Text.Json.Nodes;

namespace IopRegistry.Trail;

/// <summary>One thing that reads differently. What was not there before, or is not there any more, is null.</summary>
/// <param name="Field">Where, such as <c>state</c> or <c>parties/{id}/registryNumber</c>.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
public sealed record TrailChange(string Field, JsonNode? Before, JsonNode? After);

/// <summary>What somebody did or tried to do, before it is linked to what was done before it.</summary>
public sealed record TrailRecord
{
    private readonly DateTimeOffset _occurredAt;

    public required Guid AgreementId { get; init; }

    /// <summary>To the microsecond, which is what both databases keep: the hash must be the same when it is read again.</summary>
    public required DateTimeOffset OccurredAt
    {
        get => _occurredAt;
        init => _occurredAt = value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
    }

    public required Guid UserId { get; init; }

    public required Guid OrganisationId { get; init; }

    public Guid? ClientId { get; init; }

    public Guid? PartyId { get; init; }

    public Guid? MandateId { get; init; }

    /// <summary>Names of roles with blanks between them.</summary>
    public string Roles { get; init; } = "";

    public required string Operation { get; init; }

    public required string Action { get; init; }

    public TrailOutcome Outcome { get; init; }

    public string? RefusalCode { get; init; }

    public IReadOnlyList<TrailChange> Changes { get; init; } = [];

    public string Client { get; init; } = "";

    public string TraceId { get; init; } = "";

    /// <summary>Who, for whom and from where, as the caller of this moment.</summary>
    public static TrailRecord By(
        Caller caller,
        Guid agreementId,
        DateTimeOffset at,
        string action,
        TrailOutcome outcome = TrailOutcome.Done
    ) =>
        new()
        {
            AgreementId = agreementId,
            OccurredAt = at,
            UserId = caller.UserId,
            OrganisationId = caller.OrganisationId,
            ClientId = caller.ClientId,
            MandateId = caller.MandateId,
            Roles = string.Join(' ', caller.Roles.Order()),
            Operation = caller.Operation,
            Action = action,
            Outcome = outcome,
            Client = caller.Client,
            TraceId = caller.TraceId,
        };
}
