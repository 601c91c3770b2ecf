using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Calendars;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>Gives the caller a personal address for a calendar program.</summary>
public sealed class OpenCalendarFeed : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/calendar-feeds", HandleAsync)
            .WithName(nameof(OpenCalendarFeed))
            .WithSummary("Get a calendar address")
            .WithDescription(
                "The answer is the only time that the address is shown: whoever has it reads the calendar, so treat it as a "
                    + "password. Only its hash is stored. Revoke it when the program or the telephone is gone."
            )
            .RequirePermission(Permission.KeepCalendarFeeds)
            .Creates();

    /// <param name="Name">What to call it, such as the telephone.</param>
    /// <param name="Language">The language of the calendar: sv or en.</param>
    public sealed record Request(string Name, string Language = Languages.Swedish)
    {
        internal static Request Example => new("Telefonen");
    }

    /// <param name="Address">The calendar's address, shown this once.</param>
    /// <param name="Feed">Its record.</param>
    public sealed record Response(string Address, CalendarFeedView Feed);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(CalendarFeed.NameMaxLength);
            RuleFor(r => r.Language).Must(language => language is Languages.Swedish or Languages.English);
        }
    }

    internal static async Task<Created<Response>> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (user.MandateId is not null)
        {
            throw new RuleViolationException(MandateRules.NoCalendarAddress); // it would outlive the mandate
        }

        var userId = user.Id;
        var open = await db.CalendarFeeds.CountAsync(f => f.UserId == userId && f.RevokedAt == null, cancellationToken);
        if (open >= CalendarFeed.MostPerUser)
        {
            throw new RuleViolationException(CalendarRules.TooManyFeeds);
        }

        var (key, feed) = CalendarFeed.Open(
            userId,
            user.OrganisationId,
            request.Name.Trim(),
            request.Language,
            user.ActNow(clock).At
        );
        db.Add(feed);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(
            CalendarFeedView.Address(feed.Id, http),
            new Response(
                Addresses.Absolute(http, $"{HttpSetup.BasePath}/calendars/{key}"),
                CalendarFeedView.Of(feed, http)
            )
        );
    }
}
