using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Calendar;

/// <summary>The calendar of the caller's organisation.</summary>
public sealed class GetCalendar : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/calendar", HandleAsync)
            .WithName(nameof(GetCalendar))
            .WithSummary("Read the calendar")
            .WithDescription(
                "As iCalendar (RFC 5545), Accept: text/calendar: the deadlines of the organisation's agreements and the "
                    + "meetings of the boards in them, from a year back to five years ahead. A date that moves keeps its UID."
            )
            .RequirePermission(Permission.ReadAgreements);

    internal static async Task<CalendarResult> HandleAsync(
        CalendarQuery calendar,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        Negotiation.Best(http.Request, CalendarResult.MediaType) is null
            ? throw new ProblemException(ProblemKinds.NotAcceptable)
            : new CalendarResult(
                await calendar.WriteAsync(user.OrganisationId, Languages.Of(http), http, cancellationToken)
            );
}
