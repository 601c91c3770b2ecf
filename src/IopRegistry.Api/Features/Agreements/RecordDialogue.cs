using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A dialogue that both sides took part in.</summary>
public sealed class RecordDialogue : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dialogues", HandleAsync)
            .WithName(nameof(RecordDialogue))
            .WithSummary("Record a joint dialogue")
            .WithDescription("A dialogue that both sides took part in. It has to come before a termination.")
            .RequirePermission(Permission.DraftAgreements)
            .Acts();

    /// <param name="HeldOn">The day it was held.</param>
    /// <param name="Summary">What was said and agreed.</param>
    /// <param name="PartyIds">Who took part; at least one of each side.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(DateOnly HeldOn, string Summary, IReadOnlyList<Guid> PartyIds, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Summary).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
            RuleFor(r => r.PartyIds).NotEmpty().Must(ids => ids is null || ids.Count <= 50);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        agreement.RecordDialogue(
            new Dialogue(request.HeldOn, request.Summary, request.PartyIds),
            request.PartyId,
            desk.Actor
        );
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
