using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Organisations;
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

    /// <param name="Flags">This page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<FlagView> Flags,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

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
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var (rows, meta) = await FlagFilter
            .Of(db, user, request)
            .OrderBy(row => row.Flag.TargetDate)
            .ThenBy(row => row.Flag.Id)
            .AsNoTracking()
            .ToPageAsync(page, cancellationToken);
        var (language, mayAnswer) = (Languages.Of(context), user.May(Permission.AnswerFlags));
        return new Response(
            [.. rows.Select(row => FlagView.From(row, language, context, mayAnswer))],
            meta,
            page.Links(context, meta)
        );
    }
}

/// <summary>What a list of flags can be narrowed by; counting uses the same.</summary>
internal static class FlagFilter
{
    public static IQueryable<FlagRow> Of(IopDbContext db, CurrentUser user, ListFlags.Request request)
    {
        var state = request.State ?? FlagState.Raised;
        var flags = db.Flags.Where(flag => flag.State == state);
        if (request.Kind is { } kind)
        {
            flags = flags.Where(flag => flag.Kind == kind);
        }

        if (request.Severity is { } severity)
        {
            flags = flags.Where(flag => flag.Severity == severity);
        }

        if (request.AgreementId is { } agreementId)
        {
            flags = flags.Where(flag => flag.AgreementId == agreementId);
        }

        if (request.Board is { } board)
        {
            flags = flags.Where(flag =>
                db.AgreementParties.Any(p => p.AgreementId == flag.AgreementId && p.BoardId == board)
            );
        }

        if (request.TargetFrom is { } from)
        {
            flags = flags.Where(flag => flag.TargetDate >= from);
        }

        if (request.TargetTo is { } to)
        {
            flags = flags.Where(flag => flag.TargetDate <= to);
        }

        var rows = db.OwnFlags(flags, user);
        return request.Unanswered is not true
            ? rows
            : rows.Where(row =>
                row.OwnSide == Side.Public
                    ? row.Flag.PublicAcknowledgement == null && row.Flag.Audience != FlagAudience.CivilSide
                    : row.Flag.CivilAcknowledgement == null && row.Flag.Audience != FlagAudience.PublicSide
            );
    }
}
