using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>How many flags there are, by kind and severity.</summary>
public sealed class CountFlags : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/flags/counts", HandleAsync)
            .WithName(nameof(CountFlags))
            .WithSummary("Count flags")
            .WithDescription("How many flags the organisation has, by kind and severity. The same filters as the list.")
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="State">Raised when left out.</param>
    /// <param name="Board">Only of agreements in which this board or department is a party.</param>
    /// <param name="Unanswered">True: only what the own side has not acknowledged.</param>
    /// <param name="TargetFrom">Target date from this day.</param>
    /// <param name="TargetTo">Target date to this day.</param>
    public sealed record Request(
        FlagState? State = null,
        Guid? Board = null,
        bool? Unanswered = null,
        DateOnly? TargetFrom = null,
        DateOnly? TargetTo = null
    );

    /// <param name="Kind">What they are about.</param>
    /// <param name="Severity">How much depends on them.</param>
    /// <param name="Flags">How many.</param>
    public sealed record Count(FlagKind Kind, FlagSeverity Severity, int Flags);

    /// <param name="Total">All of them.</param>
    /// <param name="Counts">The most severe first; what there is none of is left out.</param>
    public sealed record Response(int Total, IReadOnlyList<Count> Counts);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.TargetTo).GreaterThanOrEqualTo(r => r.TargetFrom).When(r => r.TargetFrom is not null);
        }
    }

    internal static async Task<Response> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        var asked = new FlagFilter(
            request.State ?? FlagState.Raised,
            null,
            null,
            null,
            request.Board,
            request.Unanswered,
            request.TargetFrom,
            request.TargetTo
        );
        var counts = await asked
            .Of(db, user)
            .GroupBy(row => new { row.Flag.Kind, row.Flag.Severity })
            .Select(group => new
            {
                group.Key.Kind,
                group.Key.Severity,
                Flags = group.Count(),
            })
            .ToListAsync(cancellationToken);
        return new Response(
            counts.Sum(count => count.Flags),
            [
                .. counts
                    .OrderByDescending(count => count.Severity)
                    .ThenBy(count => count.Kind)
                    .Select(count => new Count(count.Kind, count.Severity, count.Flags)),
            ]
        );
    }
}
