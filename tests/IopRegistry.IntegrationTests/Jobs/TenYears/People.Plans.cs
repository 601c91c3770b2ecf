using IopRegistry.Agreements;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>What people mean to do with an agreement, from the day it is there.</summary>
internal sealed partial class People
{
    private void PlanOn(Known known, DateOnly today)
    {
        if (known.State == AgreementState.Negotiating)
        {
            PlanTheMaking(known, today);
        }

        if (known.IsLive)
        {
            PlanTheTime(known, today);
            PlanTheEnd(known, today);
        }

        if (known.State == AgreementState.Ended && dice.PerMille(300))
        {
            _agenda.Add(today.AddDays(dice.Between(1, 100)), known, Deed.Renew);
        }
    }

    /// <summary>From negotiation to signature; most in time, some not, some never.</summary>
    private void PlanTheMaking(Known known, DateOnly today)
    {
        var day = today;
        if (dice.PerMille(350))
        {
            Then(Deed.Revise, 40);
        }

        Then(Deed.Confirm, 40);
        if (dice.PerMille(50))
        {
            Then(Deed.DecideNo, 30);
            Then(Deed.Confirm, 30);
        }

        Then(Deed.Decide, dice.PerMille(500) ? 0 : 40);
        if (dice.PerMille(60))
        {
            Then(Deed.Reopen, 30);
            Then(Deed.Revise, 30);
            Then(Deed.Confirm, 30);
            Then(Deed.Decide, 30);
        }

        Then(dice.Of((92, Deed.Sign), (4, Deed.Withdraw), (4, Deed.Decline)), 60);

        void Then(Deed deed, int within)
        {
            day = day.AddDays(dice.Roll(within + 1));
            _agenda.Add(day, known, deed);
        }
    }

    /// <summary>What happens while it runs.</summary>
    private void PlanTheTime(Known known, DateOnly today)
    {
        var days = known.EndsOn is { } end && end > today ? Math.Min(end.DayNumber - today.DayNumber, 1_500) : 400;
        Maybe(80, Deed.GiveNotice);
        Maybe(40, Deed.Terminate);
        Maybe(150, Deed.AmendTerm);
        Maybe(300, Deed.SecureMoney);
        Maybe(60, Deed.Leave);

        void Maybe(int perMille, Deed deed)
        {
            if (dice.PerMille(perMille))
            {
                _agenda.Add(today.AddDays(1 + dice.Roll(days)), known, deed);
            }
        }
    }

    /// <summary>What is done about the end; some of it late, and some of it by chance on the very day.</summary>
    private void PlanTheEnd(Known known, DateOnly today)
    {
        if (known.EndsOn is not { } end)
        {
            return;
        }

        if (known.Term.Extension.Kind == ExtensionKind.Automatic)
        {
            var stop = known.LastDayToStopExtension;
            AddAround(500, Deed.ConfirmExtension, stop, -90, 60);
            AddAround(200, Deed.ObjectToExtension, stop, -90, 0);
        }

        if (known.Term.Extension.Kind == ExtensionKind.Option)
        {
            AddAround(600, Deed.Extend, end, -300, -20);
        }

        AddAround(650, Deed.Renew, end, -380, 30);
        AddAround(400, Deed.FollowUp, end, -360, -150);
        AddAround(120, Deed.LetEnd, end, -330, -30);
        AddAround(40, Deed.Reconsider, end, -200, -10);

        void AddAround(int perMille, Deed deed, DateOnly day, int from, int to)
        {
            if (dice.PerMille(perMille))
            {
                var chosen = day.AddDays(dice.Between(from, to));
                _agenda.Add(chosen <= today ? today.AddDays(1 + dice.Roll(10)) : chosen, known, deed);
            }
        }
    }

    private void PlanTheAppeal(Known known, DateOnly today)
    {
        if (dice.PerMille(600))
        {
            var announced = today.AddDays(dice.Roll(15));
            _agenda.Add(announced, known, Deed.Announce);
            if (dice.PerMille(120))
            {
                var appealed = announced.AddDays(dice.Roll(22));
                _agenda.Add(appealed, known, Deed.Appeal);
                _agenda.Add(appealed.AddDays(dice.Between(10, 200)), known, Deed.Settle);
            }
        }
    }
}
