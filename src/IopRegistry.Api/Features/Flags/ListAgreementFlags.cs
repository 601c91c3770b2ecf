using FluentValidation;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>The flags of one agreement.</summary>
public sealed class ListAgreementFlags : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/flags", HandleAsync)
            .WithName(nameof(ListAgreementFlags))
            .WithSummary("List an agreement's flags")
            .WithDescription(
                "Every flag of the agreement, planned, raised and closed, in order of the date it is about. Both sides read "
                    + "the same."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="State">Only in this state; all when left out.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(FlagState? State = null, int Page = 1, int Limit = PageQuery.DefaultLimit);

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<FlagPage> HandleAsync(
        Guid agreementId,
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        if (!await db.Agreements.VisibleTo(db, user).AnyAsync(a => a.Id == agreementId, cancellationToken))
        {
            throw ProblemException.NotFound();
        }

        var flags = db.OwnFlags(user).Where(row => row.Flag.AgreementId == agreementId);
        if (request.State is { } state)
        {
            flags = flags.Where(row => row.Flag.State == state);
        }

        var (rows, meta) = await flags
            .OrderBy(row => row.Flag.TargetDate)
            .ThenBy(row => row.Flag.DueOn)
            .ThenBy(row => row.Flag.Id)
            .AsNoTracking()
            .ToPageAsync(page, cancellationToken);
        return FlagPage.Of(rows, meta, page, user, context);
    }
}
