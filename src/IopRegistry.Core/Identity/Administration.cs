using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

/// <summary>
/// An organisation that has an administrator never loses its last one: nobody else in it could let a new one in.
/// </summary>
public static class Administration
{
    /// <summary>Refuses a change that leaves a day without an administrator that had one.</summary>
    /// <param name="before">The membership as it was.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="others">Everybody else's memberships of the organisation.</param>
    /// <param name="today">Days that have passed need nobody.</param>
    public static void RequireKept(Membership before, Membership after, IEnumerable<Membership> others, DateOnly today)
    {
        if (!before.Has(Role.Admin))
        {
            return;
        }

        List<Membership> administrators = [.. others.Append(after).Where(membership => membership.Has(Role.Admin))];
        var day = before.ValidFrom > today ? before.ValidFrom : today;
        while (before.IsValidOn(day))
        {
            var serving = administrators.FindAll(membership => membership.IsValidOn(day));
            if (serving.Count == 0)
            {
                throw new RuleViolationException(MemberRules.LastAdmin(day));
            }

            if (serving.Exists(membership => membership.LastDay is null))
            {
                return;
            }

            day = serving.Max(membership => membership.LastDay!.Value).AddDays(1);
        }
    }
}
