using System.Globalization;
using IopRegistry.Agreements;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Demo;

/// <summary>
/// A development start with agreements at every state of the lifecycle and people to sign in as. Made once, in an empty
/// database of the product's own; never in any other.
/// </summary>
internal static class DemoData
{
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        if (await db.Organisations.AnyAsync(cancellationToken))
        {
            return;
        }

        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        var people = DemoPeople.Add(db, now);
        people.AddAccounts(db, scope.ServiceProvider.GetRequiredService<Accounts>());
        var stories = Tell(people, SwedishCalendar.DayOf(now));
        foreach (var story in stories)
        {
            db.Add(story.Agreement);
            db.AddRange(story.Versions);
        }

        foreach (var year in stories.GroupBy(story => story.Agreement.Reference[4..8], StringComparer.Ordinal))
        {
            await ReferenceNumbers.TakeAsync(
                db,
                int.Parse(year.Key, CultureInfo.InvariantCulture),
                year.Count(),
                cancellationToken
            );
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static List<DemoStory> Tell(DemoPeople people, DateOnly today)
    {
        var taken = new Dictionary<int, int>();
        string Reference(DateOnly day) =>
            ReferenceCounter.Format(day.Year, taken[day.Year] = taken.GetValueOrDefault(day.Year) + 1);
        DemoStory Story() => new(people, Reference);
        DemoStory Proposed(string title, int daysAgo, string challenge, string group) =>
            Story().On(today.AddDays(-daysAgo)).Propose(title, people.Shelter, people.SocialBoard, challenge, group);
        DemoStory Negotiating(string title, int daysAgo) =>
            Proposed(title, daysAgo, "Fler söker stöd än någon hinner möta.", "Våldsutsatta och deras barn")
                .On(today.AddDays(-daysAgo + 10))
                .Accept()
                .On(today.AddDays(-daysAgo + 30))
                .Assess();

        var nextYear = new DateOnly(today.Year + 1, 1, 1);
        var threeYearsAgo = new DateOnly(today.Year - 3, 1, 1);
        var active = Running(Story(), people, today, threeYearsAgo, 48, new(ExtensionKind.Option, 12, 2, null, 6));
        var (oneYear, renewed) = Renewed(Story(), people, today);

        return
        [
            Proposed("Samtalsstöd för unga", 5, "Unga väntar för länge på samtal.", "Unga 13–25 år"),
            Proposed("Skyddat boende i öster", 40, "Platserna räcker inte.", "Våldsutsatta")
                .On(today.AddDays(-20))
                .Accept(),
            Negotiating("Stöd till brottsutsatta", 120)
                .On(today.AddDays(-40))
                .Write(nextYear, 36, 650_000m)
                .On(today.AddDays(-9))
                .ConfirmByCivilSide(),
            Negotiating("Läxhjälp och mötesplats", 150).On(today.AddDays(-60)).Write(nextYear, 36, 420_000m).Confirm(),
            Negotiating("Kvinnojouren, nytt treårigt avtal", 180)
                .On(today.AddDays(-80))
                .Write(nextYear, 36, 1_000_000m)
                .Confirm()
                .On(today.AddDays(-30))
                .Decide()
                .On(today.AddDays(-3))
                .SignByCivilSide(),
            Negotiating("Träffpunkt för äldre", 200)
                .On(today.AddDays(-90))
                .Write(nextYear, 24, 300_000m)
                .Confirm()
                .On(today.AddDays(-60))
                .Decide()
                .Sign(),
            active,
            Running(Story(), people, today, new DateOnly(today.Year - 2, 7, 1), 42, null)
                .On(today.AddDays(-14))
                .ProposeAmendment(nextYear, "Öppet även på helger."),
            Running(Story(), people, today, new DateOnly(today.Year - 1, 1, 1), 60, null)
                .On(today.AddDays(-30))
                .GiveNotice("Föreningen flyttar sin verksamhet."),
            oneYear,
            renewed,
            Running(Story(), people, today, new DateOnly(today.Year - 5, 1, 1), 36, null),
            Running(Story(), people, today.AddDays(-200), new DateOnly(today.Year - 2, 1, 1), 48, null)
                .GiveNotice("Föreningen läggs ned.")
                .ClockTo(today),
            Proposed("Gårdscafé", 300, "Få mötesplatser.", "Alla")
                .On(today.AddDays(-250))
                .Accept()
                .Decline("Pengar saknas i budget."),
            Proposed("Sommarkollo", 330, "Barn utan sommarlov.", "Barn 7–12 år")
                .On(today.AddDays(-310))
                .Withdraw("Fick annan finansiering."),
        ];
    }

    /// <summary>An agreement made in time, and brought to today by the calendar.</summary>
    private static DemoStory Running(
        DemoStory story,
        DemoPeople people,
        DateOnly today,
        DateOnly start,
        int months,
        ExtensionClause? extension
    ) =>
        story
            .On(start.AddDays(-300))
            .Propose(
                $"Fritidsgården Öster {start.Year}",
                people.YouthCentre,
                people.LeisureBoard,
                "Unga saknar en trygg plats på kvällarna.",
                "Unga 13–19 år"
            )
            .On(start.AddDays(-280))
            .Accept()
            .On(start.AddDays(-250))
            .Assess()
            .On(start.AddDays(-200))
            .Write(start, months, 900_000m, extension)
            .Confirm()
            .On(start.AddDays(-180))
            .Decide()
            .On(start.AddDays(-170))
            .Sign()
            .ClockTo(today);

    /// <summary>A one-year agreement and the next one: the chain that the registry warns of.</summary>
    private static (DemoStory Before, DemoStory After) Renewed(DemoStory story, DemoPeople people, DateOnly today)
    {
        var before = Running(
            story,
            people,
            new DateOnly(today.Year - 1, 9, 1),
            new DateOnly(today.Year - 1, 1, 1),
            12,
            null
        );
        var after = before.Renew();
        after.Confirm().On(new DateOnly(today.Year - 1, 11, 1)).Decide().Sign();
        before.Agreement.FollowSuccessor(after.Agreement);
        after.ClockTo(today);
        before.ClockTo(today);
        before.Agreement.FollowSuccessor(after.Agreement);
        after.Agreement.FollowPredecessor(before.Agreement);
        return (before, after);
    }

    public static void PrintSignIns(Action<string> write)
    {
        write("");
        write(
            $"Demo sign-ins, as Authorization: Bearer <token>, or with the address and the password \"{DemoPeople.Password}\""
        );
        foreach (var (token, name, _, roles) in DemoPeople.SignIns)
        {
            write($"  {token, -24} {DemoPeople.EmailOf(name), -30} {name} ({string.Join(", ", roles)})");
        }
    }
}
