using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

// For whom a user acts. A membership that is over stays, so that what was done in its time stays explained.
public sealed partial class User
{
    /// <summary>What only the console gives: it reaches beyond the organisation.</summary>
    public static IReadOnlyList<Role> OnlyByConsole { get; } = [Role.Operator];

    public IReadOnlyList<Membership> Memberships { get; private set; } = [];

    /// <summary>The latest one; nobody has two at a time in one organisation.</summary>
    public Membership? MembershipIn(Guid organisationId) =>
        Memberships.Where(membership => membership.OrganisationId == organisationId).MaxBy(m => m.ValidFrom);

    /// <summary>Begins to act for an organisation, for the first time or again.</summary>
    public void Join(Membership membership, DateTimeOffset at)
    {
        Require(
            MembershipIn(membership.OrganisationId)?.LastDay is var last
                && (last < membership.ValidFrom || MembershipIn(membership.OrganisationId) is null),
            MemberRules.AlreadyMember
        );
        Memberships = [.. Memberships, Checked(membership, before: null)];
        Raise(new UserChanged(Id, at));
    }

    /// <summary>States roles and days anew. Saying what is already so changes nothing.</summary>
    public void ChangeMembership(
        Guid organisationId,
        IReadOnlyList<Role> roles,
        DateOnly validFrom,
        DateOnly? validTo,
        Actor by
    )
    {
        var before = Open(organisationId, by.Today);
        Require(
            validTo is null || validTo == before.ValidTo || validTo >= by.Today,
            MemberRules.LastDayPassed("/validTo")
        );
        Require(
            !Memberships.Any(m => m.OrganisationId == organisationId && m != before && m.LastDay >= validFrom),
            MemberRules.AlreadyMember
        );
        var after = Checked(before with { Roles = roles, ValidFrom = validFrom, ValidTo = validTo }, before);
        if (after with { Roles = before.Roles } == before && after.Roles.SequenceEqual(before.Roles))
        {
            return;
        }

        Replace(before, after, by);
    }

    /// <summary>Ends it after a last day, or at once.</summary>
    public void EndMembership(Guid organisationId, DateOnly? lastDay, Actor by)
    {
        var before = Open(organisationId, by.Today);
        Require(lastDay is null || lastDay >= by.Today, MemberRules.LastDayPassed("/lastDay"));
        Require(
            lastDay is null || (lastDay >= before.ValidFrom && (before.ValidTo is null || lastDay <= before.ValidTo)),
            MemberRules.LastDayOutside
        );
        Replace(
            before,
            lastDay is null ? before with { ValidTo = by.Today, EndedAt = by.At } : before with { ValidTo = lastDay },
            by
        );
    }

    private Membership Open(Guid organisationId, DateOnly today)
    {
        var membership = MembershipIn(organisationId);
        Require(membership is not null && membership.StateOn(today) != MembershipState.Ended, MemberRules.Ended);
        return membership!;
    }

    private void Replace(Membership before, Membership after, Actor by)
    {
        Memberships = [.. Memberships.Select(m => ReferenceEquals(m, before) ? after : m)];
        Raise(new UserChanged(Id, by.At));
    }

    /// <summary>In the order of the roles, so that the same roles are the same answer. What the console gave is kept, not given.</summary>
    private static Membership Checked(Membership membership, Membership? before)
    {
        Require(membership.Roles.Count > 0, MemberRules.RolesMissing);
        Require(
            OnlyByConsole.All(role =>
                !membership.Has(role)
                || (
                    before?.Has(role) == true
                    && before.ValidFrom <= membership.ValidFrom
                    && (before.ValidTo is null || membership.ValidTo <= before.ValidTo) // nor for longer than it was given
                )
            ),
            MemberRules.RoleNotGiven
        );
        Require(
            membership.ValidTo is null || membership.ValidFrom <= membership.ValidTo,
            OrganisationRules.ValidityInverted
        );
        return membership with { Roles = [.. membership.Roles.Distinct().Order()] };
    }
}
