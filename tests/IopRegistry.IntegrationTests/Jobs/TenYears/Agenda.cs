namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>Everything that people do to an agreement.</summary>
internal enum Deed
{
    Renew,
    Revise,
    Confirm,
    Decide,
    DecideNo,
    Sign,
    Reopen,
    Withdraw,
    Decline,
    ConfirmExtension,
    ObjectToExtension,
    Extend,
    GiveNotice,
    Terminate,
    AmendTerm,
    SecureMoney,
    Leave,
    Announce,
    Appeal,
    Settle,
    FollowUp,
    LetEnd,
    Reconsider,
}

/// <summary>What people mean to do, and on which day. Whether they can is seen when the day comes.</summary>
internal sealed class Agenda
{
    private readonly SortedDictionary<DateOnly, List<(Known Agreement, Deed Deed)>> _days = [];

    public void Add(DateOnly day, Known agreement, Deed deed)
    {
        if (!_days.TryGetValue(day, out var deeds))
        {
            _days[day] = deeds = [];
        }

        deeds.Add((agreement, deed));
    }

    /// <summary>What is meant for the day or before it, and not done yet.</summary>
    public List<(Known Agreement, Deed Deed)> Take(DateOnly day)
    {
        List<(Known, Deed)> taken = [];
        while (_days.Count > 0 && _days.First() is var (first, deeds) && first <= day)
        {
            taken.AddRange(deeds);
            _days.Remove(first);
        }

        return taken;
    }
}
