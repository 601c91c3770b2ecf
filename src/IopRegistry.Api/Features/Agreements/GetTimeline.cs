using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Every step of an agreement: what, when, who, for which party and why. Both sides read the same.</summary>
public sealed class GetTimeline : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/timeline", HandleAsync)
            .WithName(nameof(GetTimeline))
            .WithSummary("Read the timeline")
            .WithDescription("Every step in order, oldest first. Steps replay to the state the agreement is in.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(int Page = 1, int Limit = PageQuery.DefaultLimit);

    /// <param name="Steps">This page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<StepView> Steps,
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
        var (steps, meta) = await db
            .AgreementSteps.Where(step => step.AgreementId == agreementId)
            .OrderBy(step => step.Sequence)
            .ToPageAsync(page, cancellationToken);
        return new Response([.. steps.Select(step => StepView.From(step, agreement))], meta, page.Links(context, meta));
    }
}
