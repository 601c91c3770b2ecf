using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party leaves and the others go on.</summary>
public sealed class LeaveAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/parties/{partyId:guid}/departures", HandleAsync)
            .WithName(nameof(LeaveAgreement))
            .WithSummary("Leave an agreement")
            .WithDescription(
                "A party leaves and the others go on. Before the agreement is made it leaves today; in an agreement in force its notice period runs."
            )
            .RequirePermission(Permission.EndAgreements)
            .Acts();

    /// <param name="Reason">Why.</param>
    public sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Guid partyId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        if (agreement.Parties.All(party => party.Id != partyId))
        {
            throw ProblemException.NotFound();
        }

        var contents = await desk.ContentsAsync(agreement, cancellationToken);
        if (agreement.Leave(contents, partyId, request.Reason, desk.Actor) is { } version)
        {
            desk.Store(version);
        }
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
