using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Somebody else handles the agreement.</summary>
public sealed class ChangeCaseOfficer : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/case-officer", HandleAsync)
            .WithName(nameof(ChangeCaseOfficer))
            .WithSummary("Change the case officer")
            .WithDescription(
                "The authority that handles the agreement names another case officer (handläggare). Everybody sees it in the "
                    + "timeline. Naming the same one again changes nothing."
            )
            .RequirePermission(Permission.AssessAgreements)
            .Changes();

    /// <param name="CaseOfficerId">Contact person of the own organisation, valid today.</param>
    public sealed record Request(Guid CaseOfficerId);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.CaseOfficerId).NotEmpty();
    }

    internal static async Task<Tagged<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        var contacts = await db
            .Organisations.Where(o => o.Id == desk.Actor.OrganisationId)
            .Select(o => o.Contacts)
            .SingleAsync(cancellationToken);
        var officer =
            contacts.FirstOrDefault(c => c.Id == request.CaseOfficerId && c.IsValidOn(desk.Actor.Today))
            ?? throw new RuleViolationException(AgreementRules.UnknownCaseOfficer);
        agreement.ChangeCaseOfficer(officer.Id, officer.Name, desk.Actor);
        return await desk.UpdateAsync(agreement, cancellationToken);
    }
}
