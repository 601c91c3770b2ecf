using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Trail;

/// <summary>Everything that was done and tried with an agreement, the latest first. Both sides read the same.</summary>
public sealed class ListTrail : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/trail", HandleAsync)
            .WithName(nameof(ListTrail))
            .WithSummary("Read the trail")
            .WithDescription(
                "Every change and every refused action, the latest first: who, for whom, when, what, before and after, from "
                    + "which client. Each entry is linked to the one before it by its hash, and none is ever changed."
            )
            .RequirePermission(Permission.ReadTrail)
            .ReadsOne();

    /// <param name="Outcome">Only what was done, or only what was refused.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(TrailOutcome? Outcome, int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Entries">This page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<TrailEntryView> Entries,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<Response> HandleAsync(
        Guid agreementId,
        [AsParameters] Request request,
        AgreementDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var agreement = await desk.ReadAsync(agreementId, cancellationToken);
        var own = db.TrailEntries.AsNoTracking().Where(entry => entry.AgreementId == agreementId);
        var (entries, meta) = await (
            request.Outcome is { } outcome ? own.Where(entry => entry.Outcome == outcome) : own
        )
            .OrderByDescending(entry => entry.Number)
            .ToPageAsync(page, cancellationToken);
        var names = await db.NamesAsync(agreement, entries, cancellationToken);
        return new Response(
            [.. entries.Select(entry => TrailEntryView.From(entry, names(entry), context))],
            meta,
            page.Links(context, meta)
        );
    }
}
