namespace IopRegistry.Identity;

/// <summary>What a user may do for one organisation, and on which days.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Roles">In which roles.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it goes on.</param>
/// <param name="EndedAt">When it was ended at once, in the middle of its last day.</param>
public sealed record Membership(
    Guid OrganisationId,
    IReadOnlyList<Role> Roles,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    DateTimeOffset? EndedAt = null
)
{
    /// <summary>The last whole day on which the user may act; before the first one when it was ended on that.</summary>
    public DateOnly? LastDay => EndedAt is null ? ValidTo : ValidTo?.AddDays(-1);

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (LastDay is null || day <= LastDay);

    public bool Has(Role role) => Roles.Contains(role);

    public MembershipState StateOn(DateOnly day) =>
        LastDay < day ? MembershipState.Ended
        : day < ValidFrom ? MembershipState.Upcoming
        : MembershipState.Current;
}

public enum MembershipState
{
    Upcoming,
    Current,
    Ended,
}
