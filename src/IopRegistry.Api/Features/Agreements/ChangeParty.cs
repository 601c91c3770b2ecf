using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party changes what is its own: roles, board, registry number.</summary>
public sealed class ChangeParty : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/parties/{partyId:guid}", HandleAsync)
            .WithName(nameof(ChangeParty))
            .WithSummary("Change the own party")
            .WithDescription(
                "Registry number (diarienummer) at any time; roles and board while the agreement is not yet made, as a new version."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="Roles">Any set of roles.</param>
    /// <param name="BoardId">Board or department that acts, valid today.</param>
    /// <param name="RegistryNumber">Diarienummer at this authority.</param>
    public sealed record Request(IReadOnlyList<PartyRole> Roles, Guid? BoardId = null, string? RegistryNumber = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Roles)
                .NotNull()
                .Must(roles => roles is null || roles.Distinct().Count() == roles.Count)
                .WithErrorCode("repeated-role");
            RuleFor(r => r.RegistryNumber).MaximumLength(Party.RegistryNumberMaxLength);
        }
    }

    internal static async Task<Tagged<AgreementView>> HandleAsync(
        Guid agreementId,
        Guid partyId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        var party = agreement.Parties.FirstOrDefault(p => p.Id == partyId) ?? throw ProblemException.NotFound();
        var unit =
            party.BoardId == request.BoardId
                ? (Id: party.BoardId, Name: party.Unit)
                : await UnitAsync(db, party, request.BoardId, desk.Actor, cancellationToken);
        var changed = party with
        {
            Roles = request.Roles,
            BoardId = unit.Id,
            Unit = unit.Name,
            RegistryNumber = request.RegistryNumber,
        };
        var contents = await desk.ContentsAsync(agreement, cancellationToken);
        if (agreement.ChangeParty(contents, changed, desk.Actor) is { } version)
        {
            desk.Store(version);
        }
        return await desk.UpdateAsync(agreement, cancellationToken);
    }

    private static async Task<(Guid? Id, string? Name)> UnitAsync(
        IopDbContext db,
        Party party,
        Guid? boardId,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        if (boardId is not { } id)
        {
            return (null, null);
        }

        var organisation = await db.Organisations.SingleAsync(o => o.Id == party.OrganisationId, cancellationToken);
        return organisation.Unit(id) is { } unit && unit.IsValidOn(by.Today)
            ? (unit.Id, unit.Name)
            : throw new RuleViolationException(AgreementRules.UnknownBoard);
    }
}
