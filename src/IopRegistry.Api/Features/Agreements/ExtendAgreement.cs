using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party says yes to using the extension option.</summary>
public sealed class ExtendAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/extensions", HandleAsync)
            .WithName(nameof(ExtendAgreement))
            .WithSummary("Extend by option")
            .WithDescription(
                "A party says yes to using the option to extend. When every party has, the agreement is extended, never beyond the allowed number of times."
            )
            .RequirePermission(Permission.DecideAgreements)
            .Acts();

    /// <param name="DecidedOn">The day the own side decided.</param>
    /// <param name="DecisionReference">The decision; compulsory for a public party.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(DateOnly DecidedOn, string? DecisionReference = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.DecisionReference).MaximumLength(200);
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
        agreement.Extend(request.DecisionReference, request.DecidedOn, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
