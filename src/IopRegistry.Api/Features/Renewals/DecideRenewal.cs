using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Records what happens at the end. Deciding to renew or to renegotiate seeds the successor.</summary>
public sealed class DecideRenewal : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/outcomes", HandleAsync)
            .WithName(nameof(DecideRenewal))
            .WithSummary("Decide what happens at the end")
            .WithDescription(
                "Extend, renew, renegotiate or let end. Both sides have said what they want, and nobody is held who wants the "
                    + "end. To renew or renegotiate makes the successor in negotiation, seeded with parties, text and terms. To "
                    + "let it end takes a wind-down plan. To extend is then done by the extension clause."
            )
            .RequirePermission(Permission.DecideRenewals)
            .Acts()
            .ReadsOne();

    /// <param name="Outcome">What happens.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="DecidedOn">The day it was decided.</param>
    /// <param name="DecisionReference">The public party's decision; compulsory when the public side records it.</param>
    /// <param name="WindDownPlan">What becomes of users, staff, premises and data; compulsory to let it end.</param>
    /// <param name="PartyId">Which own party; needed only when the organisation is a party more than once.</param>
    public sealed record Request(
        OutcomeKind Outcome,
        string Reason,
        DateOnly DecidedOn,
        string? DecisionReference = null,
        string? WindDownPlan = null,
        Guid? PartyId = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(RenewalDossier.TextMaxLength);
            RuleFor(r => r.DecisionReference).MaximumLength(RenewalDossier.ReferenceMaxLength);
            RuleFor(r => r.WindDownPlan).MaximumLength(RenewalDossier.TextMaxLength);
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
        }
    }

    /// <summary>In one transaction, so that a refused decision uses up no reference.</summary>
    internal static Task<TaggedCreated<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    ) =>
        db.TogetherAsync(
            token => DecideAsync(agreementId, dossierId, request, ifMatch, desk, db, token),
            cancellationToken
        );

    private static async Task<TaggedCreated<DossierView>> DecideAsync(
        Guid agreementId,
        Guid dossierId,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var by = desk.Actor;
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        var party = agreement.ActingParty(request.PartyId, by);
        var outcome = new Outcome(
            request.Outcome,
            request.Reason,
            request.DecisionReference,
            request.DecidedOn,
            party.Id,
            request.WindDownPlan,
            agreement.Successor?.AgreementId,
            by.UserId,
            by.At
        );
        dossier.Decide(outcome, party, agreement, by);
        if (
            request.Outcome is OutcomeKind.Renew or OutcomeKind.Renegotiate
            && (agreement.Successor is null || agreement.Successor.IsGivenUp())
        )
        {
            dossier.Follow(await SeedAsync(agreement, party, desk, db, cancellationToken));
        }

        desk.Tell(MessageTypes.DossierDecided, dossier);
        return await desk.RecordAsync(dossier, agreement, cancellationToken);
    }

    private static async Task<Agreement> SeedAsync(
        Agreement agreement,
        Party party,
        RenewalDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var current = await db.AgreementVersions.SingleAsync(
            version => version.AgreementId == agreement.Id && version.Number == agreement.ContentsVersion,
            cancellationToken
        );
        var reference = await ReferenceNumbers.NextAsync(db, desk.Actor.Today, cancellationToken);
        var (successor, contents) = agreement.Renew(current, reference, party.Id, desk.Actor);
        db.Add(successor);
        db.Add(contents);
        return successor;
    }
}
