using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Opens the successor of an agreement, seeded from it and ready to negotiate.</summary>
public sealed class RenewAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/renewals", HandleAsync)
            .WithName(nameof(RenewAgreement))
            .WithSummary("Renew an agreement")
            .WithDescription(
                "Makes a new agreement in negotiation with the parties, text and terms of this one, from the day after its "
                    + "end and as long. This one is replaced when the successor starts."
            )
            .RequirePermission(Permission.ProposeAgreements)
            .Acts();

    /// <param name="PartyId">Which own party renews; needed only when the organisation is a party more than once.</param>
    public sealed record Request(Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
        }
    }

    /// <summary>In one transaction, so that a refused renewal uses up no reference.</summary>
    internal static Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    ) => db.TogetherAsync(token => RenewAsync(agreementId, request, ifMatch, desk, db, token), cancellationToken);

    private static async Task<TaggedCreated<AgreementView>> RenewAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        var current = await desk.ContentsAsync(agreement, cancellationToken);
        var reference = await ReferenceNumbers.NextAsync(db, desk.Actor.Today, cancellationToken);
        var (successor, contents) = agreement.Renew(current, reference, request.PartyId, desk.Actor);
        db.Add(successor);
        db.Add(contents);
        await db.SaveChangesAsync(cancellationToken);
        return successor.Created(desk.Address(successor.Id), desk.Show(successor), desk.ViewOf(successor));
    }
}
