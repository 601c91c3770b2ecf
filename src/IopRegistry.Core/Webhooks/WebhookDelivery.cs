using IopRegistry.SharedKernel;

namespace IopRegistry.Webhooks;

public enum WebhookDeliveryState
{
    Waiting,
    Delivered,

    /// <summary>Tried as often as it is tried; can be sent again by hand.</summary>
    Dead,

    /// <summary>Its receiver was taken away, or said that it is gone.</summary>
    Cancelled,
}

/// <summary>What came of one call. No body, no header and no secret is ever kept.</summary>
/// <param name="At">When it began.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Error">Why there was no answer, in a word of our own.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
public sealed record CallOutcome(DateTimeOffset At, int? Status, int Milliseconds, string? Error, TimeSpan? RetryAfter)
{
    public bool Succeeded => Status is >= 200 and < 300;

    public bool IsGone => Status == 410;
}

/// <summary>One message to one receiver: there is at most one, and it is tried until it arrives or is given up.</summary>
public sealed class WebhookDelivery : Leased
{
    /// <summary>Between one attempt and the next; after the last the delivery is dead.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Part of the wait that chance adds, so that a receiver that comes back is not met by everything at once.</summary>
    public const double MostJitter = 0.2;

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(24);

    private WebhookDelivery() { }

    public required Guid EndpointId { get; init; }

    public required Guid MessageId { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public WebhookDeliveryState State { get; private set; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    public int? LastStatus { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>How many attempts were made when it was last sent by hand; the waits are counted from there.</summary>
    public int AttemptsBefore { get; private set; }

    /// <summary>Grows with every attempt and replay; shown to clients as ETag.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The same for every attempt and replay of this message: what a receiver tells repeats by.</summary>
    public string WebhookId => WebhookIdOf(MessageId);

    public static string WebhookIdOf(Guid messageId) => $"msg_{messageId:N}";

    /// <param name="endpointId">The receiver.</param>
    /// <param name="messageId">What it is told.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="at">When: it is due at once.</param>
    /// <param name="order">Its place among those that are queued together, so that they arrive in the order they happened.</param>
    public static WebhookDelivery To(Guid endpointId, Guid messageId, string type, DateTimeOffset at, int order = 0) =>
        new()
        {
            EndpointId = endpointId,
            MessageId = messageId,
            Type = type,
            CreatedAt = at.AddMicroseconds(order),
            NextAttemptAt = at,
        };

    /// <param name="outcome">What came of it.</param>
    /// <param name="at">When it was known.</param>
    /// <param name="chance">From 0 to 1.</param>
    public WebhookAttempt Tried(CallOutcome outcome, DateTimeOffset at, double chance)
    {
        Attempts++;
        Version++;
        (LastStatus, LastError, ClaimId) = (outcome.Status, outcome.Error, null);
        var tries = Attempts - AttemptsBefore;
        if (outcome.Succeeded)
        {
            (State, DeliveredAt, NextAttemptAt) = (WebhookDeliveryState.Delivered, at, null);
        }
        else if (outcome.IsGone)
        {
            (State, NextAttemptAt) = (WebhookDeliveryState.Cancelled, null);
        }
        else if (tries > Waits.Count)
        {
            (State, NextAttemptAt) = (WebhookDeliveryState.Dead, null);
        }
        else
        {
            var wait = Waits[tries - 1] * (1 + (MostJitter * chance));
            var asked = QuietFor(outcome);
            NextAttemptAt = at + (asked > wait ? asked.Value : wait);
        }

        return new WebhookAttempt
        {
            DeliveryId = Id,
            Number = Attempts,
            At = outcome.At,
            Status = outcome.Status,
            Milliseconds = outcome.Milliseconds,
            Error = outcome.Error,
        };
    }

    /// <summary>How long a receiver that says so (429, 503) is left alone, by all messages; a day at most.</summary>
    public static TimeSpan? QuietFor(CallOutcome outcome) =>
        outcome is { Status: 429 or 503, RetryAfter: { } asked } && asked > TimeSpan.Zero
            ? (asked < LongestQuiet ? asked : LongestQuiet)
            : null;

    /// <summary>Taken and not tried; somebody else may.</summary>
    public void PutBack(DateTimeOffset at) => (ClaimId, NextAttemptAt) = (null, at);

    /// <summary>By hand: at once, and with all its attempts again.</summary>
    public void Replay(DateTimeOffset at)
    {
        if (State == WebhookDeliveryState.Waiting)
        {
            throw new RuleViolationException(WebhookRules.StillWaiting);
        }

        (State, NextAttemptAt, AttemptsBefore) = (WebhookDeliveryState.Waiting, at, Attempts);
        Version++;
    }
}

/// <summary>One call, as anybody of the endpoint's organisation can read it.</summary>
public sealed class WebhookAttempt
{
    public const int ErrorMaxLength = 100;

    public required Guid DeliveryId { get; init; }

    /// <summary>1, 2, 3 …</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public int? Status { get; init; }

    public required int Milliseconds { get; init; }

    public string? Error { get; init; }
}
