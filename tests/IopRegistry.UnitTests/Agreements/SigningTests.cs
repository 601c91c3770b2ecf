using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements;

/// <summary>Who may sign, what is signed, and when it comes into force.</summary>
public sealed class SigningTests
{
    [Fact]
    public void The_right_is_asked_for_the_day_of_signing_not_the_day_of_recording()
    {
        var kit = new AgreementKit().Signing();
        var signedOn = kit.Today;
        kit.On(kit.Today.AddDays(10));

        Assert.Null(Try(kit, signedOn, AgreementKit.Right(until: signedOn)));
        Assert.Equal(
            AgreementRules.NoRightToSign,
            Try(kit, kit.Today, AgreementKit.Right(until: kit.Today.AddDays(-1)))?.Violation
        );
        Assert.Equal("date-in-the-future", Try(kit, kit.Today.AddDays(1), AgreementKit.Right())?.Violation.Code);
        Assert.Equal(AgreementRules.NoRightToSign, Try(kit, kit.Today)?.Violation);
    }

    [Fact]
    public void Two_in_union_are_two_people()
    {
        var kit = new AgreementKit().Signing();
        var kim = AgreementKit.Right(SigningMode.Jointly);
        var kimAgain = AgreementKit.Right(SigningMode.Jointly);
        var lo = AgreementKit.Right(SigningMode.Jointly, "Lo Exempel");

        Assert.Equal(AgreementRules.JointSignatureNeeded, Try(kit, kit.Today, kim)?.Violation);
        Assert.Equal(AgreementRules.JointSignatureNeeded, Try(kit, kit.Today, kim, kim)?.Violation);
        Assert.Equal(AgreementRules.JointSignatureNeeded, Try(kit, kit.Today, kim, kimAgain)?.Violation);
        Assert.Equal(
            AgreementRules.NoRightToSign,
            Try(kit, kit.Today, kim, lo with { ValidTo = kit.Today.AddDays(-1) })?.Violation
        );
        Assert.Null(Try(kit, kit.Today, kim, lo));
        Assert.Null(Try(kit, kit.Today, AgreementKit.Right()));
    }

    [Fact]
    public void What_is_signed_is_what_was_confirmed()
    {
        var kit = new AgreementKit().Signing();
        kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, [AgreementKit.Right()], kit.Today, kit.By(kit.Help)));

        var signature = Assert.Single(kit.Agreement.Signatures);
        Assert.Equal(kit.Current.ContentHash, signature.ContentHash);
        Assert.Equal(kit.Current.Number, signature.ContentsVersion);
        Assert.Equal(1, signature.Round);
        Assert.Equal(64, signature.ContentHash.Length);
    }

    [Fact]
    public void The_hash_covers_every_word_and_every_party_but_not_what_is_worked_out()
    {
        var kit = new AgreementKit().Negotiating();
        var (contents, parties) = (kit.Contents, kit.Agreement.Parties);
        var hash = Hash(contents, parties);

        Assert.Equal(
            hash,
            Hash(contents, [.. parties.Select(p => p with { RegistryNumber = "1", JoinedOn = kit.Today })])
        );
        Assert.NotEqual(hash, Hash(contents with { Text = [.. contents.Text.Skip(1)] }, parties));
        Assert.NotEqual(hash, Hash(contents with { Term = kit.Term with { NoticeMonths = 5 } }, parties));
        Assert.NotEqual(hash, Hash(contents, [.. parties.Skip(1)]));
        Assert.NotEqual(hash, Hash(contents, [.. parties.Select(p => p with { Name = p.Name + "." })]));
        Assert.DoesNotContain(
            "\"months\":24",
            System.Text.Json.JsonSerializer.Serialize(contents, IopRegistry.Persistence.JsonColumns.Options),
            StringComparison.Ordinal
        );

        string Hash(Contents written, IReadOnlyList<Party> by) =>
            AgreementVersion.Write(kit.Agreement.Id, 2, written, by, [], null, kit.By(kit.Help)).ContentHash;
    }

    [Theory]
    [InlineData(-1, AgreementState.Signed)]
    [InlineData(0, AgreementState.Active)]
    [InlineData(40, AgreementState.Active)]
    public void The_last_signature_signs_or_starts(int daysAfterStart, AgreementState state)
    {
        var kit = new AgreementKit().Signing();
        kit.On(kit.Term.Start!.Date.AddDays(daysAfterStart)).SignAll();

        Assert.Equal(state, kit.Agreement.State);
        Assert.All(kit.Agreement.Parties, p => Assert.Equal(kit.Today, p.JoinedOn));
        Assert.Equal(state == AgreementState.Signed ? 1 : 0, kit.On(kit.Term.Start!.Date.AddDays(41)).RunClock().Count);
    }

    [Fact]
    public void Joined_is_the_last_day_signed_and_not_for_who_left()
    {
        var kit = new AgreementKit().Negotiating();
        kit.Write(a => a.Leave(kit.Current, kit.Play.Id, "Vi slutar.", kit.By(kit.Youth)));
        kit.ConfirmAll().Decide();
        var first = kit.Today;
        kit.On(first.AddDays(8));
        kit.Do(a => a.Sign(kit.Aid.Id, a.ContentHash, [AgreementKit.Right()], kit.Today, kit.By(kit.Help)));
        kit.Do(a => a.Sign(kit.Social.Id, a.ContentHash, [AgreementKit.Right()], first, kit.By(kit.Kommun)));
        kit.Do(a => a.Sign(kit.Culture.Id, a.ContentHash, [AgreementKit.Right()], first, kit.By(kit.Kommun)));

        Assert.Equal(AgreementState.Signed, kit.Agreement.State);
        Assert.Equal(kit.Today, kit.Agreement.Parties.Single(p => p.Id == kit.Social.Id).JoinedOn);
        Assert.Null(kit.Agreement.Parties.Single(p => p.Id == kit.Play.Id).JoinedOn);
    }

    [Fact]
    public void Given_up_by_all_before_the_first_day_it_never_started()
    {
        var kit = new AgreementKit().Signed().Talk();
        foreach (var party in new[] { kit.Social, kit.Culture, kit.Aid })
        {
            kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Lokalen brann.", party.Id, kit.By(party)));
        }

        Assert.Equal(AgreementState.Signed, kit.Agreement.State);
        Assert.Equal([kit.Play.Id], kit.Agreement.Waiting.For.Select(who => who.PartyId));
        kit.Do(a => a.Terminate(TerminationKind.ByAgreement, "Lokalen brann.", kit.Play.Id, kit.By(kit.Youth)));
        Assert.Equal(
            (AgreementState.Ended, EndedReason.NeverStarted),
            (kit.Agreement.State, kit.Agreement.EndedReason)
        );
    }

    [Fact]
    public void Given_up_on_the_first_day_before_the_clock_it_has_started()
    {
        var kit = new AgreementKit().Signed();
        kit.On(kit.Term.Start!.Date).Talk();
        kit.Do(a => a.Terminate(TerminationKind.Breach, "Brott.", kit.Aid.Id, kit.By(kit.Help)));

        Assert.Equal(EndedReason.Terminated, kit.Agreement.EndedReason);
        Assert.Equal(kit.Today, kit.Agreement.EndsOn);
    }

    private static RuleViolationException? Try(AgreementKit kit, DateOnly signedOn, params SigningRight[] rights)
    {
        var copy = AgreementKit.Copy(kit.Agreement);
        return Attempt.Refusal(() => copy.Sign(kit.Aid.Id, copy.ContentHash, rights, signedOn, kit.By(kit.Help)));
    }
}
