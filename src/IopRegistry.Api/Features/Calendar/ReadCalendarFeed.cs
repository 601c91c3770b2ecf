using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Calendars;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>The calendar at a personal address, for a program that cannot sign in.</summary>
public sealed class ReadCalendarFeed : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/calendars/{calendarKey}", HandleAsync)
            .WithName(nameof(ReadCalendarFeed))
            .WithSummary("Read the calendar at a personal address")
            .WithDescription(
                "Without signing in: the address is the key. It is not found once it is revoked, or its owner no longer "
                    + "works for the organisation."
            )
            .AllowAnonymous()
            .ReadsOne();

    internal static async Task<CalendarResult> HandleAsync(
        string calendarKey,
        CalendarQuery calendar,
        IopDbContext db,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var hash = CalendarFeed.HashOf(calendarKey);
        var found = await db
            .CalendarFeeds.Where(f => f.KeyHash == hash && f.RevokedAt == null)
            .Join(db.Users, f => f.UserId, u => u.Id, (f, u) => new { Feed = f, User = u })
            .FirstOrDefaultAsync(cancellationToken);
        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        if (
            found is null
            || !found.User.Memberships.Any(m =>
                m.OrganisationId == found.Feed.OrganisationId
                && m.IsValidOn(today)
                && Permission.Of(m.Roles).Contains(Permission.ReadAgreements, StringComparer.Ordinal)
            )
        )
        {
            throw ProblemException.NotFound();
        }

        if (found.Feed.LastUsedOn != today)
        {
            found.Feed.Use(today);
            await db.SaveChangesAsync(cancellationToken);
        }

        return new CalendarResult(
            await calendar.WriteAsync(found.Feed.OrganisationId, found.Feed.Language, http, cancellationToken)
        );
    }
}
