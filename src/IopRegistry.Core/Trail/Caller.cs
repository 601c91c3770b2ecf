using IopRegistry.Identity;
using IopRegistry.SharedKernel;

namespace IopRegistry.Trail;

/// <summary>
/// Who calls, for whom and from where, as the trail keeps it. Set once for each authenticated request and read where
/// things are saved, which has no other way to know; null for commands.
/// </summary>
/// <param name="UserId">The person, or the machine client where no person calls.</param>
/// <param name="OrganisationId">The one organisation that is acted for.</param>
/// <param name="Roles">What the caller was allowed to be at that moment; stands when the person has left.</param>
/// <param name="Client">The program that called, in its own words; at most <see cref="ClientMaxLength"/>.</param>
/// <param name="TraceId">As in the logs and in problem documents.</param>
/// <param name="Operation">The operation's name in the API document, such as signAgreement.</param>
public sealed record Caller(
    Guid UserId,
    Guid OrganisationId,
    IReadOnlyList<Role> Roles,
    string Client,
    string TraceId,
    string Operation
)
{
    public const int ClientMaxLength = 200;

    /// <summary>The client and the operation of what nobody called for.</summary>
    public const string Internal = "internal";

    private static readonly AsyncLocal<Caller?> Ambient = new();

    /// <summary>The machine client, where it is one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>The mandate by which one organisation acts for another, where it does.</summary>
    public Guid? MandateId { get; init; }

    /// <summary>A job that runs by itself: the calendar does what it does, and its run is where the log is found.</summary>
    public static Caller OfJob(string job, Guid runId) =>
        new(Actor.ClockUser, Guid.Empty, [], Internal, runId.ToString(), job);

    /// <summary>Follows the asynchronous flow of the request that set it, and only that.</summary>
    public static Caller? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
