using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>The renewal dossiers of an agreement: one for each end that it has had.</summary>
public sealed class ListDossiers : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/dossiers", HandleAsync)
            .WithName(nameof(ListDossiers))
            .WithSummary("List an agreement's renewal dossiers")
            .WithDescription(
                "A dossier (förnyelseakt) is about one end; a later end has one of its own. The latest first."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Id">The dossier.</param>
    /// <param name="End">The end that it is about.</param>
    /// <param name="State">Open, decided or closed.</param>
    /// <param name="Outcome">What was decided.</param>
    /// <param name="OpenedAt">When it opened.</param>
    /// <param name="Links">Where to read it.</param>
    public sealed record Item(
        Guid Id,
        DateOnly End,
        DossierState State,
        OutcomeKind? Outcome,
        DateTimeOffset OpenedAt,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    /// <param name="Dossiers">This page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<Item> Dossiers,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>;

    internal static async Task<Response> HandleAsync(
        Guid agreementId,
        [AsParameters] Request request,
        RenewalDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        await desk.AgreementAsync(agreementId, cancellationToken);
        var (dossiers, meta) = await db
            .RenewalDossiers.AsNoTracking()
            .Where(dossier => dossier.AgreementId == agreementId)
            .OrderByDescending(dossier => dossier.End)
            .ToPageAsync(page, cancellationToken);
        return new Response(
            [
                .. dossiers.Select(dossier => new Item(
                    dossier.Id,
                    dossier.End,
                    dossier.State,
                    dossier.Outcome?.Kind,
                    dossier.OpenedAt,
                    [new Link(desk.Address(dossier), HttpMethods.Get, "self")]
                )),
            ],
            meta,
            page.Links(context, meta)
        );
    }
}
