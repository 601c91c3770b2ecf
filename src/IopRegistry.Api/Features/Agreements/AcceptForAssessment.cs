using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The public side takes a proposal up and says who handles it.</summary>
public sealed class AcceptForAssessment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/acceptances", HandleAsync)
            .WithName(nameof(AcceptForAssessment))
            .WithSummary("Take a proposal up for assessment")
            .WithDescription(
                "The public side names the case officer (handläggare) and the board (nämnd) that handles the proposal."
            )
            .RequirePermission(Permission.AssessAgreements)
            .Acts();

    /// <param name="BoardId">Board or department of the own organisation, valid today.</param>
    /// <param name="CaseOfficerId">Contact person of the own organisation, valid today.</param>
    public sealed record Request(Guid BoardId, Guid CaseOfficerId);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.BoardId).NotEmpty();
            RuleFor(r => r.CaseOfficerId).NotEmpty();
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        var organisation = await db.Organisations.SingleAsync(
            o => o.Id == desk.Actor.OrganisationId,
            cancellationToken
        );
        if (organisation.Side != Side.Public)
        {
            throw new RuleViolationException(AgreementRules.WrongSide);
        }

        var board =
            organisation.Unit(request.BoardId) is { } unit && unit.IsValidOn(desk.Actor.Today)
                ? unit
                : throw new RuleViolationException(AgreementRules.UnknownBoard);
        var officer =
            organisation.Contacts.FirstOrDefault(c => c.Id == request.CaseOfficerId && c.IsValidOn(desk.Actor.Today))
            ?? throw new RuleViolationException(AgreementRules.UnknownCaseOfficer);
        agreement.AcceptForAssessment(
            new Handling(organisation.Id, board.Id, board.Name, officer.Id, officer.Name),
            desk.Actor
        );
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
