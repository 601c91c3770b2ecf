using System.Globalization;
using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Organisations;

namespace IopRegistry.UnitTests.Notifications;

public sealed class MailTimesTests
{
    /// <summary>Seven in the morning in Sweden is 06:00Z in winter and 05:00Z in summer; the clocks change on 29 March and 25 October 2026.</summary>
    [Theory]
    [InlineData(MailFrequency.Immediate, "2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z")]
    [InlineData(MailFrequency.Daily, "2026-03-02T05:59:59Z", "2026-03-02T06:00:00Z")]
    [InlineData(MailFrequency.Daily, "2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z")]
    [InlineData(MailFrequency.Daily, "2026-03-28T12:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData(MailFrequency.Daily, "2026-10-24T12:00:00Z", "2026-10-25T06:00:00Z")]
    [InlineData(MailFrequency.Daily, "2026-03-02T23:30:00Z", "2026-03-03T06:00:00Z")] // past midnight in Sweden
    [InlineData(MailFrequency.Weekly, "2026-03-02T05:00:00Z", "2026-03-02T06:00:00Z")] // a Monday
    [InlineData(MailFrequency.Weekly, "2026-03-02T06:00:00Z", "2026-03-09T06:00:00Z")]
    [InlineData(MailFrequency.Weekly, "2026-03-28T06:00:00Z", "2026-03-30T05:00:00Z")]
    [InlineData(MailFrequency.Off, "2026-03-02T11:00:00Z", null)]
    public void A_digest_goes_in_the_morning(MailFrequency frequency, string now, string? due) =>
        Assert.Equal(
            due is null ? null : DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            MailTimes.DueAt(frequency, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture))
        );

    [Theory]
    [InlineData("anna@exempel.se", true)]
    [InlineData("anna.å@exempel.se", true)]
    [InlineData("Anna <anna@exempel.se>", false)]
    [InlineData("anna@exempel", false)]
    [InlineData("anna", false)]
    [InlineData("", false)]
    [InlineData("anna@exempel.se\r\nBcc: alla@exempel.se", false)]
    [InlineData("anna@exempel.se,bo@exempel.se", false)]
    public void An_address_is_one_address_and_nothing_more(string text, bool isAddress) =>
        Assert.Equal(isAddress, User.IsEmail(text));

    /// <summary>A kind without a text or a reader would be a message that nobody understands or gets.</summary>
    [Fact]
    public void Every_step_and_every_flag_has_its_texts_and_its_readers()
    {
        Assert.All(Enum.GetValues<AgreementAction>(), action => Assert.NotEmpty(StepTexts.Of(action).Sv));
        Assert.All(Enum.GetValues<AgreementAction>(), action => Assert.NotEmpty(Audience.ForStep(action)));
        Assert.All(Enum.GetValues<FlagKind>(), kind => Assert.NotEmpty(Audience.ForFlag(kind)));
        Assert.All(Enum.GetValues<NotificationKind>(), kind => NotificationKinds.StandardOf(kind));
    }

    [Fact]
    public void An_escalation_goes_to_the_boards_own_people_first_and_finds_somebody_where_there_is_anybody()
    {
        var (today, board) = (new DateOnly(2026, 3, 2), Guid.CreateVersion7());
        Contact[] contacts =
        [
            Contact(ContactRole.HeadOfUnit, "a"),
            Contact(ContactRole.HeadOfUnit, "b", unit: board),
            Contact(ContactRole.BoardSecretary, "c"),
            Contact(ContactRole.BoardSecretary, null),
            Contact(ContactRole.HeadOfUnit, "d", unit: board, validTo: new(2026, 3, 1)),
            Contact(ContactRole.Finance, "e"),
        ];

        Assert.Equal(["b"], Names(Side.Public, 1, contacts));
        Assert.Equal(["c"], Names(Side.Public, 2, contacts));
        Assert.Equal(["a"], Names(Side.Public, 2, contacts[0]));
        Assert.Equal(["e"], Names(Side.Civil, 1, contacts[5]));
        Assert.Empty(Names(Side.Civil, 2, contacts[3]));

        IEnumerable<string> Names(Side side, int level, params Contact[] of) =>
            Audience.Escalated(of, side, level, [board], today).Select(contact => contact.Name);
    }

    private static Contact Contact(ContactRole role, string? name, Guid? unit = null, DateOnly? validTo = null) =>
        new(
            Guid.CreateVersion7(),
            role,
            name ?? "utan adress",
            null,
            name is null ? null : $"{name}@exempel.se",
            null,
            unit,
            new(2020, 1, 1),
            validTo
        );
}
