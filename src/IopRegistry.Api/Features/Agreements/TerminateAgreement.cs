using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Ends an agreement before its time, for breach or by agreement.</summary>
public sealed class TerminateAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/terminations", HandleAsync)
            .WithName(nameof(TerminateAgreement))
            .WithSummary("Terminate an agreement")
            .WithDescription(
                "For breach (avtalsbrott) one party ends it today. By agreement every party says the same, and the last one ends it. A recorded joint dialogue comes first."
            )
            .RequirePermission(Permission.EndAgreements)
            .Acts();

    /// <param name="Kind">For breach, or by agreement.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(TerminationKind Kind, string Reason, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Kind).IsInEnum();
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
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
        agreement.Terminate(request.Kind, request.Reason, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
