using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Identity;

public sealed class AnonymiseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void The_person_goes_and_the_roles_stay()
    {
        var user = With(Today.AddDays(-1));
        user.ChangeProfile("test@example.com", "en", Now);
        user.ChooseMail([new MailChoice(NotificationKind.Deadlines, MailFrequency.Off)], Now);
        user.TakeUnsubscribeToken();
        var version = user.Version;

        user.Anonymise(Today, Now);
        user.Anonymise(Today, Now.AddDays(1));

        Assert.Equal((User.FormerUser, null, null), (user.Name, user.Email, user.UnsubscribeToken));
        Assert.Empty(user.MailChoices);
        Assert.Equal(Role.Legal, user.Memberships.Single().Roles.Single());
        Assert.Equal((Now, version + 1), (user.AnonymisedAt, user.Version));
    }

    [Theory]
    [InlineData(0)] // the last day counts
    [InlineData(1)]
    [InlineData(null)]
    public void Whoever_is_a_member_keeps_the_name(int? daysLeft)
    {
        var user = With(daysLeft is { } days ? Today.AddDays(days) : null);

        var refused = Assert.Throws<RuleViolationException>(() => user.Anonymise(Today, Now));

        Assert.Equal("user-still-member", refused.Violation.Code);
        Assert.Equal("Test Testsson", user.Name);
    }

    private static User With(DateOnly? until) =>
        User.Add("Test Testsson", new Membership(Guid.CreateVersion7(), [Role.Legal], DateOnly.MinValue, until), Now);
}
