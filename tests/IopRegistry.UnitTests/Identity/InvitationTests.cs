using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using IopRegistry.UnitTests.Organisations;

namespace IopRegistry.UnitTests.Identity;

public sealed class InvitationTests
{
    private static readonly Guid Ours = Guid.CreateVersion7();
    private static readonly Actor By = An.Actor;

    [Fact]
    public void It_is_good_once_for_a_week()
    {
        var (token, invitation) = Invite();
        Assert.Equal(AccessToken.HashOf(token), invitation.TokenHash);
        Assert.DoesNotContain(token, invitation.TokenHash, StringComparison.Ordinal);
        Assert.True(invitation.IsGoodAt(By.At.AddDays(7).AddSeconds(-1)));
        Assert.Equal(InvitationState.Expired, invitation.StateAt(By.At.AddDays(7)));

        var offer = invitation.Offer(By.At.AddDays(2));
        Assert.Equal((Ours, By.Today.AddDays(2), null), (offer.OrganisationId, offer.ValidFrom, offer.ValidTo));
        invitation.Accept(Guid.CreateVersion7(), By.At);
        Assert.Equal((InvitationState.Accepted, null), (invitation.StateAt(By.At), invitation.OpenEmail));
        An.Refusal("link-spent", () => invitation.Offer(By.At));
        An.Refusal("link-spent", () => invitation.Accept(Guid.CreateVersion7(), By.At));
        An.Refusal("invitation-closed", () => invitation.Revoke(By));
    }

    [Fact]
    public void A_new_mail_has_a_new_link_and_a_new_week()
    {
        var (first, invitation) = Invite();
        var later = new Actor(By.UserId, By.OrganisationId, By.At.AddDays(8), By.Today.AddDays(8));
        var second = invitation.SendAgain(later);
        Assert.NotEqual(first, second);
        Assert.Equal(AccessToken.HashOf(second), invitation.TokenHash);
        Assert.True(invitation.IsGoodAt(later.At));

        for (var i = invitation.TimesSent; i < Invitation.MostTimesSent; i++)
        {
            invitation.SendAgain(later);
        }

        An.Refusal("invitation-sent-too-often", () => invitation.SendAgain(later));
    }

    [Fact]
    public void Taken_back_it_is_good_for_nothing()
    {
        var (_, invitation) = Invite();
        invitation.Revoke(By);
        Assert.Equal(InvitationState.Revoked, invitation.StateAt(By.At));
        An.Refusal("link-spent", () => invitation.Offer(By.At));
        An.Refusal("invitation-closed", () => invitation.SendAgain(By));
        An.Refusal("invitation-closed", () => invitation.Revoke(By));
    }

    [Fact]
    public void What_breaks_a_rule_is_refused()
    {
        (string Code, Action Try)[] attempts =
        [
            ("user-email-invalid", () => Invite(email: "ingen adress")),
            ("user-language-unknown", () => Invite(language: "de")),
            ("roles-missing", () => Invite(roles: [])),
            ("role-not-yours-to-give", () => Invite(roles: [Role.Operator])),
            ("membership-day-passed", () => Invite(from: By.Today.AddDays(-2), to: By.Today.AddDays(-1))),
            ("validity-inverted", () => Invite(from: By.Today.AddDays(2), to: By.Today)),
        ];
        foreach (var (code, attempt) in attempts)
        {
            An.Refusal(code, attempt);
        }
    }

    private static (string Token, Invitation Invitation) Invite(
        string email = "ny@exempel.example",
        string language = "sv",
        IReadOnlyList<Role>? roles = null,
        DateOnly? from = null,
        DateOnly? to = null
    ) => Invitation.Send(Ours, email, "Ny Nysson", roles ?? [Role.Legal], from, to, language, By);
}
