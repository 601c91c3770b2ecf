using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A new party joins while the agreement is not yet made.</summary>
public sealed class AddParty : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/parties", HandleAsync)
            .WithName(nameof(AddParty))
            .WithSummary("Add a party")
            .WithDescription(
                "A new party joins while the agreement is not yet made. It is a new version, which everybody confirms. A party joins an agreement in force by an amendment."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Acts();

    /// <param name="Party">The organisation that joins.</param>
    public sealed record Request(PartyInput Party);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Party).NotNull().SetValidator(new PartyInputValidator());
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
        var joining = await PartyInputs.ResolveAsync(db, [request.Party], desk.Actor, cancellationToken, _ => "/party");
        desk.Store(agreement.AddParty(await desk.ContentsAsync(agreement, cancellationToken), joining[0], desk.Actor));
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
