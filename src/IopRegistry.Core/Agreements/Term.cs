using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements;

/// <summary>What happens at the end unless somebody does something else.</summary>
public enum ExtensionKind
{
    None,

    /// <summary>Extends by itself unless a party says no in time.</summary>
    Automatic,

    /// <summary>The parties may decide to extend.</summary>
    Option,

    /// <summary>The parties have promised to renegotiate.</summary>
    Renegotiate,
}

/// <summary>The extension clause (förlängningsklausul).</summary>
/// <param name="Kind">What the clause is.</param>
/// <param name="Months">How long each extension is.</param>
/// <param name="MostTimes">How often it may happen; never more.</param>
/// <param name="NoticeMonths">Automatic: months before the end by which a party must say no.</param>
/// <param name="DecideMonthsBefore">Option: months before the end by which it must be decided.</param>
/// <param name="WithoutConfirmation">Automatic: true only where the text itself says that nobody has to confirm.</param>
/// <param name="Text">The clause in its own words.</param>
public sealed record ExtensionClause(
    ExtensionKind Kind,
    int Months = 0,
    int MostTimes = 0,
    int? NoticeMonths = null,
    int? DecideMonthsBefore = null,
    bool WithoutConfirmation = false,
    string? Text = null
)
{
    public static ExtensionClause None { get; } = new(ExtensionKind.None);

    /// <summary>Says how long and how often. Imported clauses may not, and then nothing can be counted from them.</summary>
    internal bool IsCountable => Kind is ExtensionKind.Automatic or ExtensionKind.Option && Months > 0 && MostTimes > 0;
}

/// <summary>A notice period of its own for one party.</summary>
public sealed record PartyNotice(Guid PartyId, int Months);

/// <summary>Part of every year when the activity runs, such as nights from 30 November to 31 March.</summary>
/// <param name="FromMonth">1–12.</param>
/// <param name="FromDay">1–31.</param>
/// <param name="ToMonth">1–12; may lie in the next year.</param>
/// <param name="ToDay">1–31.</param>
/// <param name="Text">In its own words.</param>
public sealed record Season(int FromMonth, int FromDay, int ToMonth, int ToDay, string? Text = null);

/// <summary>From when to when, how it is ended and how it goes on.</summary>
/// <param name="Start">First day. Imported agreements may know only a month or a year, or nothing.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="StatedMonths">The length as the source states it, where the dates are not known.</param>
/// <param name="NoticeMonths">Notice period (uppsägningstid) that holds for every party without one of its own.</param>
/// <param name="NoticeByParty">Parties with a notice period of their own.</param>
/// <param name="Extension">What happens at the end.</param>
/// <param name="Seasons">Parts of the year, where it does not run all year round.</param>
/// <param name="StartCondition">What must be in place before it can start, such as premises.</param>
public sealed record Term(
    PartialDate? Start,
    PartialDate? End,
    int? StatedMonths,
    int? NoticeMonths,
    IReadOnlyList<PartyNotice> NoticeByParty,
    ExtensionClause Extension,
    IReadOnlyList<Season> Seasons,
    string? StartCondition
)
{
    public const int MaxMonths = 600;

    /// <summary>An end so far off (9999-12-31) is a way to write "until further notice": nothing is counted from it.</summary>
    public static readonly DateOnly Horizon = new(3000, 1, 1);

    public static Term Unknown { get; } = new(null, null, null, null, [], ExtensionClause.None, [], null);

    public int? NoticeMonthsOf(Guid partyId) =>
        NoticeByParty.FirstOrDefault(notice => notice.PartyId == partyId)?.Months ?? NoticeMonths;

    /// <summary>Months from the first to the last day, or as stated; null when neither is known.</summary>
    public int? Months =>
        Start is { } start && End is { } end && start.Earliest <= end.Latest
            ? TermDates.MonthsBetween(start.Earliest, end.Latest)
            : StatedMonths;
}
