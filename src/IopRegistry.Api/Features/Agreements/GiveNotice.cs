using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party gives notice.</summary>
public sealed class GiveNotice : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/notices", HandleAsync)
            .WithName(nameof(GiveNotice))
            .WithSummary("Give notice")
            .WithDescription(
                "A party gives notice (uppsägning). The last day follows from the notice period of that party and is never later than the end."
            )
            .RequirePermission(Permission.EndAgreements)
            .Acts();

    /// <param name="Reason">Written reason; both sides read it.</param>
    /// <param name="Consequences">What it means for staff, users and premises.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(string Reason, Consequences Consequences, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
            RuleFor(r => r.Consequences).NotNull();
            RuleFor(r => r.Consequences.Staff).NotEmpty().MaximumLength(2_000);
            RuleFor(r => r.Consequences.Users).NotEmpty().MaximumLength(2_000);
            RuleFor(r => r.Consequences.Premises).NotEmpty().MaximumLength(2_000);
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
        agreement.GiveNotice(request.Reason, request.Consequences, request.PartyId, desk.Actor);
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
