using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.UnitTests.Organisations;

namespace IopRegistry.UnitTests.Identity;

public sealed class MandateTests
{
    private static readonly DateOnly Today = An.Actor.Today;
    private static readonly DateOnly Last = Today.AddMonths(6);

    private readonly Organisation _member = An.Civil("Lokalföreningen");
    private readonly Organisation _umbrella = An.Civil("Riksförbundet");

    public MandateTests() => _member.JoinUmbrella(_umbrella, [], new(2020, 1, 1), null, An.Actor);

    [Fact]
    public void It_holds_between_its_days_while_the_giver_is_a_member()
    {
        var mandate = Give();
        Assert.Equal(MandateState.Valid, State(mandate, Today));
        Assert.Equal(MandateState.Valid, State(mandate, Last));
        Assert.Equal(MandateState.Ended, State(mandate, Last.AddDays(1)));
        Assert.Equal(MandateState.Upcoming, State(Give(from: Today.AddDays(3)), Today));

        _member.LeaveUmbrella(_member.UmbrellaMemberships[0].Id, Today, An.Actor);
        Assert.Equal(MandateState.Valid, State(mandate, Today));
        Assert.Equal(MandateState.Suspended, State(mandate, Today.AddDays(1)));
    }

    [Fact]
    public void Nobody_is_more_by_a_mandate_than_it_says_or_than_at_home()
    {
        var mandate = Give([Role.Legal, Role.Reader]);
        Assert.Equal([Role.Legal, Role.Reader], mandate.RolesOf([Role.Legal, Role.Signatory]));
        Assert.Equal([Role.Reader], mandate.RolesOf([Role.Signatory])); // whoever works there reads
        Assert.Empty(mandate.RolesOf([Role.Operator]));
        Assert.Empty(Give([Role.Signatory]).RolesOf([Role.Legal, Role.Admin]));
    }

    [Fact]
    public void Either_ends_it_and_only_once()
    {
        foreach (var party in new[] { _member.Id, _umbrella.Id })
        {
            var mandate = Give();
            mandate.End(An.Actor with { OrganisationId = party });
            Assert.Equal(MandateState.Ended, State(mandate, Today));
            Assert.Equal(party, mandate.EndedByOrganisationId);
            An.Refusal("mandate-ended", () => mandate.End(An.Actor with { OrganisationId = party }));
        }

        An.Refusal("mandate-not-passed-on", () => Give().End(An.Actor));
    }

    [Fact]
    public void What_breaks_a_rule_is_refused()
    {
        var stranger = An.Civil("En annan");
        (string Code, Action Try)[] attempts =
        [
            ("mandate-needs-umbrella", () => Give(holder: stranger)),
            ("mandate-needs-umbrella", () => Give(giver: _umbrella, holder: _member)),
            ("role-not-for-mandates", () => Give([Role.Legal, Role.Admin])),
            ("role-not-for-mandates", () => Give([Role.Operator])),
            ("roles-missing", () => Give([])),
            ("mandate-backdated", () => Give(from: Today.AddDays(-1))),
            ("validity-inverted", () => Give(to: Today.AddDays(-1))),
            ("mandate-too-long", () => Give(to: Today.AddYears(5))),
        ];
        foreach (var (code, attempt) in attempts)
        {
            An.Refusal(code, attempt);
        }
    }

    private MandateState State(Mandate mandate, DateOnly day) => mandate.StateOn(_member.UmbrellaMemberships, day);

    private Mandate Give(
        IReadOnlyList<Role>? roles = null,
        DateOnly? from = null,
        DateOnly? to = null,
        Organisation? giver = null,
        Organisation? holder = null
    ) =>
        Mandate.Give(
            giver ?? _member,
            holder ?? _umbrella,
            roles ?? [Role.Legal],
            from ?? Today,
            to ?? Last,
            "Styrelseprotokoll § 7",
            An.Actor
        );
}
