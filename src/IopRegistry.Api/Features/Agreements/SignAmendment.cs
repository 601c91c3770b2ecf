using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party signs a decided amendment.</summary>
public sealed class SignAmendment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/amendments/{amendmentId:guid}/signatures", HandleAsync)
            .WithName(nameof(SignAmendment))
            .WithSummary("Sign an amendment")
            .WithDescription("A party signs the decided amendment. The last signature brings it into force on its day.")
            .RequirePermission(Permission.SignAgreements)
            .Acts();

    /// <param name="ContentHash">The contentHash of the version that was read; what is signed is what was confirmed.</param>
    /// <param name="SigningRightIds">The own organisation's signing rights (firmateckningsrätt, delegation) it is signed by; two when held jointly.</param>
    /// <param name="SignedOn">The day of signing, today at the latest.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(
        string ContentHash,
        IReadOnlyList<Guid> SigningRightIds,
        DateOnly SignedOn,
        Guid? PartyId = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.ContentHash).NotEmpty().Length(64);
            RuleFor(r => r.SigningRightIds).NotEmpty().Must(ids => ids is null || ids.Count <= 10);
        }
    }

    internal static async Task<TaggedCreated<AgreementView>> HandleAsync(
        Guid agreementId,
        Guid amendmentId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var agreement = await desk.TakeAsync(agreementId, ifMatch, cancellationToken);
        AgreementDesk.RequireAmendment(agreement, amendmentId);
        var rights = await SigningRights.NamedAsync(db, desk.Actor, request.SigningRightIds, cancellationToken);
        var amended = agreement.Amendments.First(a => a.Id == amendmentId);
        var version = await desk.VersionAsync(agreement, amended.ContentsVersion, cancellationToken);
        agreement.SignAmendment(
            amendmentId,
            request.PartyId,
            request.ContentHash,
            rights,
            request.SignedOn,
            version,
            desk.Actor
        );
        return await desk.RecordAsync(agreement, cancellationToken);
    }
}
