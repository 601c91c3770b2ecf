using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>The flags of the caller's organisation, over all its agreements or one of them.</summary>
public sealed class ListFlags : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/flags", HandleAsync)
            .WithName(nameof(ListFlags))
            .WithSummary("List flags")
            .WithDescription(
                "What somebody has to see before a date, over all agreements that the organisation is a party to, the most "
                    + "pressing first. Open flags unless another state is asked for; planned ones tell what is to come."
            )
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="State">Raised when left out.</param>
    /// <param name="Kind">Only this kind.</param>
    /// <param name="Severity">Only this severity.</param>
    /// <param name="AgreementId">Only of this agreement.</param>
    /// <param name="Board">Only of agreements in which this board or department is a party.</param>
    /// <param name="Unanswered">True: only what the own side has not acknowledged.</param>
    /// <param name="TargetFrom">Target date from this day.</param>
    /// <param name="TargetTo">Target date to this day.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(
        FlagState? State = null,
        FlagKind? Kind = null,
        FlagSeverity? Severity = null,
        Guid? AgreementId = null,
        Guid? Board = null,
        bool? Unanswered = null,
        DateOnly? TargetFrom = null,
        DateOnly? TargetTo = null,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.TargetTo).GreaterThanOrEqualTo(r => r.TargetFrom).When(r => r.TargetFrom is not null);
        }
    }

    internal static async Task<FlagPage> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var asked = new FlagFilter(
            request.State ?? FlagState.Raised,
            request.Kind,
            request.Severity,
            request.AgreementId,
            request.Board,
            request.Unanswered,
            request.TargetFrom,
            request.TargetTo
        );
        var (rows, meta) = await asked
            .Of(db, user)
            .OrderBy(row => row.Flag.TargetDate)
            .ThenBy(row => row.Flag.Id)
            .AsNoTracking()
            .ToPageAsync(page, cancellationToken);
        return FlagPage.Of(rows, meta, page, user, context);
    }
}
