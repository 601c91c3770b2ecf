using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using IopRegistry.UnitTests.Organisations;

namespace IopRegistry.UnitTests.Identity;

public sealed class MembershipTests
{
    private static readonly Guid Ours = Guid.CreateVersion7();
    private static readonly Actor By = An.Actor;
    private static readonly DateOnly Today = By.Today;

    [Fact]
    public void Its_days_decide_and_an_end_at_once_takes_the_day_with_it()
    {
        var user = Member([Role.Legal], Today, Today.AddDays(10));

        Assert.Equal(MembershipState.Current, Own(user).StateOn(Today));
        Assert.Equal(MembershipState.Upcoming, Own(user).StateOn(Today.AddDays(-1)));
        Assert.True(Own(user).IsValidOn(Today.AddDays(10)));
        Assert.False(Own(user).IsValidOn(Today.AddDays(11)));

        user.EndMembership(Ours, null, By);
        Assert.Equal((Today, By.At), (Own(user).ValidTo!.Value, Own(user).EndedAt!.Value));
        Assert.False(Own(user).IsValidOn(Today));
        Assert.Equal(MembershipState.Ended, Own(user).StateOn(Today));
    }

    [Fact]
    public void A_last_day_is_worked_to_its_end()
    {
        var user = Member([Role.Legal]);
        user.EndMembership(Ours, Today, By);
        Assert.True(Own(user).IsValidOn(Today));
        Assert.False(Own(user).IsValidOn(Today.AddDays(1)));
    }

    [Fact]
    public void What_is_over_stays_and_one_may_come_back()
    {
        var user = Member([Role.Legal]);
        user.EndMembership(Ours, null, By);
        user.Join(new Membership(Ours, [Role.Reader], Today, null), By.At);

        Assert.Equal(
            [
                [Role.Legal],
                [Role.Reader],
            ],
            user.Memberships.Select(m => m.Roles)
        );
        Assert.Equal([Role.Reader], Own(user).Roles);
        Assert.True(Own(user).IsValidOn(Today));
    }

    [Fact]
    public void Saying_what_is_already_so_changes_nothing()
    {
        var user = Member([Role.Legal, Role.Finance]);
        var before = user.Version;
        user.ChangeMembership(Ours, [Role.Finance, Role.Legal, Role.Legal], Own(user).ValidFrom, null, By);
        Assert.Equal(before, user.Version);

        user.ChangeMembership(Ours, [Role.Finance], Own(user).ValidFrom, null, By);
        Assert.Equal(before + 1, user.Version);
    }

    [Fact]
    public void What_the_console_gave_is_kept_and_not_prolonged()
    {
        var (from, to) = (Today, Today.AddDays(7));
        var user = Member([Role.Operator, Role.Legal], from, to);
        user.ChangeMembership(Ours, [Role.Operator], from, to.AddDays(-1), By);
        foreach (var (first, last) in new[] { (from, (DateOnly?)null), (from, to), (from.AddDays(-1), to.AddDays(-1)) })
        {
            var refused = Assert.Throws<RuleViolationException>(() =>
                user.ChangeMembership(Ours, [Role.Operator], first, last, By)
            );
            Assert.Equal("role-not-yours-to-give", refused.Violation.Code);
        }

        user.ChangeMembership(Ours, [Role.Legal], from, null, By);
        Assert.Equal([Role.Legal], Own(user).Roles);
    }

    [Fact]
    public void What_breaks_a_rule_is_refused_and_changes_nothing()
    {
        var user = Member([Role.Legal]);
        var from = Own(user).ValidFrom;
        (string Code, Action Try)[] attempts =
        [
            ("already-member", () => user.Join(new Membership(Ours, [Role.Reader], Today, null), By.At)),
            ("roles-missing", () => user.ChangeMembership(Ours, [], from, null, By)),
            ("role-not-yours-to-give", () => user.ChangeMembership(Ours, [Role.Operator], from, null, By)),
            ("validity-inverted", () => user.ChangeMembership(Ours, [Role.Legal], Today.AddDays(2), Today, By)),
            ("membership-day-passed", () => user.ChangeMembership(Ours, [Role.Legal], from, Today.AddDays(-1), By)),
            ("membership-day-passed", () => user.EndMembership(Ours, Today.AddDays(-1), By)),
            ("membership-ended", () => user.EndMembership(Guid.CreateVersion7(), null, By)),
        ];

        foreach (var (code, attempt) in attempts)
        {
            An.Refusal(code, attempt);
        }

        Assert.Equal((1, 1), (user.Version, user.Memberships.Count));
        user.EndMembership(Ours, Today.AddDays(5), By);
        An.Refusal("last-day-outside-membership", () => user.EndMembership(Ours, Today.AddDays(6), By));
        user.EndMembership(Ours, null, By);
        An.Refusal("membership-ended", () => user.ChangeMembership(Ours, [Role.Legal], from, null, By));
    }

    [Fact]
    public void What_the_console_gave_is_kept()
    {
        var user = Member([Role.Operator]);
        user.ChangeMembership(Ours, [Role.Operator, Role.Admin], Own(user).ValidFrom, null, By);
        Assert.Equal([Role.Admin, Role.Operator], Own(user).Roles);
    }

    [Theory]
    [InlineData(null, null, false)] // nobody else
    [InlineData("2026-01-01", null, true)] // somebody who stays
    [InlineData("2026-01-01", "2026-12-31", false)] // somebody who will leave, and then nobody
    [InlineData("2026-03-10", null, false)] // somebody who comes too late
    public void The_last_administrator_stays(string? from, string? to, bool mayLeave)
    {
        List<Membership> others = [Of(Role.Legal, "2020-01-01", null)];
        if (from is not null)
        {
            others.Add(Of(Role.Admin, from, to));
        }

        var user = Member([Role.Admin]);
        var before = Own(user);
        user.EndMembership(Ours, null, By);
        var refused = Record.Exception(() => Administration.RequireKept(before, Own(user), others, Today));
        Assert.Equal(mayLeave, refused is null);
        Assert.Equal(mayLeave ? null : "last-admin", (refused as RuleViolationException)?.Violation.Code);
    }

    [Fact]
    public void Administrators_may_follow_one_another()
    {
        var before = Of(Role.Admin, "2020-01-01", "2027-12-31");
        var after = before with { ValidTo = new(2026, 5, 31) };
        Membership[] others = [Of(Role.Admin, "2026-06-01", "2026-12-31"), Of(Role.Admin, "2026-12-01", "2028-12-31")];
        Administration.RequireKept(before, after, others, Today);
        An.Refusal("last-admin", () => Administration.RequireKept(before, after, others[..1], Today));
        An.Refusal("last-admin", () => Administration.RequireKept(before, after, others[1..], Today));
    }

    [Fact]
    public void Whoever_is_no_administrator_leaves_nobody_without_one() =>
        Administration.RequireKept(
            Of(Role.Legal, "2020-01-01", null),
            Of(Role.Legal, "2020-01-01", "2026-03-02"),
            [],
            Today
        );

    private static User Member(IReadOnlyList<Role> roles, DateOnly? from = null, DateOnly? to = null) =>
        User.Add("Test Testsson", new Membership(Ours, roles, from ?? new(2026, 1, 1), to), By.At);

    private static Membership Own(User user) => user.MembershipIn(Ours)!;

    private static Membership Of(Role role, string from, string? to) =>
        new(
            Ours,
            [role],
            DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            to is null ? null : DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)
        );
}
