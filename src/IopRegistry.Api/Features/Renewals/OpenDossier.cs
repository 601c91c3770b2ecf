using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Opens the dossier of the present end before it opens by itself.</summary>
public sealed class OpenDossier : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dossiers", HandleAsync)
            .WithName(nameof(OpenDossier))
            .WithSummary("Open a renewal dossier early")
            .WithDescription(
                "It opens by itself in good time; either side may open it earlier. There is one for each end of an agreement."
            )
            .RequirePermission(Permission.PrepareRenewals)
            .Creates()
            .ReadsOne();

    /// <param name="PartyId">Which own party opens it; needed only when the organisation is a party more than once.</param>
    public sealed record Request(Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.PartyId).NotEqual(Guid.Empty);
        }
    }

    internal static async Task<TaggedCreated<DossierView>> HandleAsync(
        Guid agreementId,
        Request request,
        RenewalDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.AgreementAsync(agreementId, cancellationToken);
        agreement.ActingParty(request.PartyId, desk.Actor);
        var dossier = RenewalDossier.Open(agreement, desk.Actor);
        db.Add(dossier);
        desk.Tell(MessageTypes.DossierOpened, dossier);
        return await desk.RecordAsync(dossier, agreement, cancellationToken);
    }
}
