using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

public sealed record MandateChanged(Guid MandateId, Guid ByUserId, DateTimeOffset OccurredAt) : IDomainEvent;

public enum MandateState
{
    Upcoming,
    Valid,

    /// <summary>The days are right, but the giver is not a member of the umbrella today.</summary>
    Suspended,
    Ended,
}

/// <summary>
/// A member's word that its umbrella organisation may act for it (fullmakt): in some roles, between two days, for as long as
/// the membership lasts. It never grows: another role or another day is another mandate.
/// </summary>
public sealed class Mandate : AggregateRoot
{
    public const int DecisionMaxLength = 200;

    /// <summary>A mandate that nobody remembers giving is none.</summary>
    public const int MostYears = 5;

    private Mandate() { }

    /// <summary>The member, which is acted for.</summary>
    public required Guid GiverId { get; init; }

    /// <summary>The umbrella organisation, whose people act.</summary>
    public required Guid HolderId { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly ValidTo { get; init; }

    /// <summary>Where the mandate stands written: minutes with date and paragraph.</summary>
    public required string Decision { get; init; }

    public required Guid GivenByUserId { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>When it was taken back by the giver, or given up by the holder.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? EndedByUserId { get; private set; }

    public Guid? EndedByOrganisationId { get; private set; }

    public static Mandate Give(
        Organisation giver,
        Organisation holder,
        IReadOnlyList<Role> roles,
        DateOnly validFrom,
        DateOnly validTo,
        string decision,
        Actor by
    )
    {
        Require(roles.Count > 0, MemberRules.RolesMissing);
        Require(roles.All(MandateRules.MayBeGiven), MandateRules.RoleNotGiven);
        Require(validFrom <= validTo, OrganisationRules.ValidityInverted);
        Require(validFrom >= by.Today, MandateRules.Backdated);
        Require(validTo < validFrom.AddYears(MostYears), MandateRules.TooLong);
        Require(IsUnder(giver.UmbrellaMemberships, holder.Id, validFrom), MandateRules.NotUnderUmbrella);
        var mandate = new Mandate
        {
            GiverId = giver.Id,
            HolderId = holder.Id,
            Roles = [.. roles.Distinct().Order()],
            ValidFrom = validFrom,
            ValidTo = validTo,
            Decision = decision,
            GivenByUserId = by.UserId,
            GivenAt = by.At,
        };
        mandate.Raise(new MandateChanged(mandate.Id, by.UserId, by.At));
        return mandate;
    }

    /// <summary>By either of the two, at once.</summary>
    public void End(Actor by)
    {
        Require(EndedAt is null && by.Today <= ValidTo, MandateRules.Ended);
        Require(by.OrganisationId == GiverId || by.OrganisationId == HolderId, MandateRules.NotPassedOn);
        (EndedAt, EndedByUserId, EndedByOrganisationId) = (by.At, by.UserId, by.OrganisationId);
        Raise(new MandateChanged(Id, by.UserId, by.At));
    }

    /// <param name="umbrellas">The giver's memberships of umbrella organisations.</param>
    /// <param name="day">The day in question.</param>
    public MandateState StateOn(IReadOnlyList<UmbrellaMembership> umbrellas, DateOnly day) =>
        EndedAt is not null || ValidTo < day ? MandateState.Ended
        : day < ValidFrom ? MandateState.Upcoming
        : IsUnder(umbrellas, HolderId, day) ? MandateState.Valid
        : MandateState.Suspended;

    /// <summary>
    /// What somebody of the umbrella may be for the giver: no more than the mandate says, and no more than at home. To read
    /// is part of every role there.
    /// </summary>
    /// <returns>Empty when nothing is left.</returns>
    public IReadOnlyList<Role> RolesOf(IReadOnlyList<Role> own) =>
        [.. Roles.Where(role => own.Contains(role) || (role == Role.Reader && own.Any(r => r != Role.Operator)))];

    private static bool IsUnder(IReadOnlyList<UmbrellaMembership> memberships, Guid umbrellaId, DateOnly day) =>
        memberships.Any(membership => membership.UmbrellaId == umbrellaId && membership.IsValidOn(day));
}
