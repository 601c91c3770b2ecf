using IopRegistry.Agreements;
using IopRegistry.Api.Demo;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Benchmarks.Filling;

/// <summary>
/// Agreements told through the domain's own steps, with dates of their own, to be multiplied: nothing in the database that
/// is measured could not have happened.
/// </summary>
internal sealed class Templates
{
    private const string Challenge =
        "Allt fler unga saknar en trygg plats efter skolan och på helgerna. Kommunens egen verksamhet når dem inte, och "
        + "föreningen har varken lokaler eller pengar nog att möta dem ensam. Skolan, polisen och socialtjänsten beskriver "
        + "samma behov, och ungdomarna själva har i två enkäter bett om vuxna som stannar längre än ett projekt.";

    private const string TargetGroup =
        "Unga 13–19 år i kommunens östra delar, särskilt de som inte är med i någon förening, och deras familjer.";

    private static readonly int[] Lengths = [12, 24, 36, 48];

    private readonly DemoPeople _people;
    private readonly DateOnly _today;
    private int _told;

    /// <param name="db">Never saved; only the way in which the people of the demo are made.</param>
    /// <param name="now">When everything is told.</param>
    public Templates(IopDbContext db, DateTimeOffset now)
    {
        _people = DemoPeople.Add(db, now);
        _today = SwedishCalendar.DayOf(now);
        Active = [.. Enumerable.Range(0, 96).Select(i => Running(i, endsBeforeToday: false))];
        Others =
        [
            .. Enumerable.Range(0, 48).Select(i => Running(i, endsBeforeToday: true)),
            .. Enumerable.Range(0, 12).Select(i => Proposed(_today.AddDays(-10 - i)).Agreement),
            .. Enumerable.Range(0, 12).Select(i => Negotiating(_today.AddDays(-200 - i)).Agreement),
            .. Enumerable.Range(0, 12).Select(i => Signing(_today.AddDays(-300 - i)).Agreement),
        ];
    }

    public Organisation Municipality => _people.Municipality;

    public Organisation Civil => _people.YouthCentre;

    public IReadOnlyList<Agreement> Active { get; }

    public IReadOnlyList<Agreement> Others { get; }

    private Agreement Running(int i, bool endsBeforeToday)
    {
        var months = Lengths[i % Lengths.Length];
        var first = new DateOnly(_today.Year, _today.Month, 1);
        var start = endsBeforeToday ? first.AddMonths(-months - i) : first.AddMonths(-(i % months));
        var extension = i % 3 == 0 ? new ExtensionClause(ExtensionKind.Option, 12, 2, null, 6) : null;
        return Written(Assessed(start.AddDays(-300)), start, months, extension)
            .On(start.AddDays(-180))
            .Decide()
            .On(start.AddDays(-170))
            .Sign()
            .ClockTo(_today)
            .Agreement;
    }

    private DemoStory Signing(DateOnly day) =>
        Written(Assessed(day), new DateOnly(_today.Year + 1, 1, 1), 36, null).On(day.AddDays(120)).Decide();

    private DemoStory Negotiating(DateOnly day) =>
        Assessed(day).On(day.AddDays(60)).Write(new DateOnly(_today.Year + 1, 1, 1), 36, 650_000m);

    private static DemoStory Written(DemoStory story, DateOnly start, int months, ExtensionClause? extension) =>
        story.On(start.AddDays(-200)).Write(start, months, 900_000m, extension).Confirm();

    private DemoStory Assessed(DateOnly day) => Proposed(day).On(day.AddDays(20)).Accept().On(day.AddDays(50)).Assess();

    private DemoStory Proposed(DateOnly day) =>
        new DemoStory(_people, on => ReferenceCounter.Format(on.Year, ++_told))
            .On(day)
            .Propose($"Mötesplats för unga, {day:yyyy-MM}", Civil, _people.LeisureBoard, Challenge, TargetGroup);
}
