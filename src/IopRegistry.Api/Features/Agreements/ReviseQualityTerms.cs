using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the quality terms.</summary>
public sealed class ReviseQualityTerms : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/quality-terms", HandleAsync)
            .WithName(nameof(ReviseQualityTerms))
            .WithSummary("Revise the quality terms")
            .WithDescription(
                "Jointly agreed quality and how it is seen (kvalitetsvillkor, indikatorer). Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="QualityTerms">All terms; those without an id are new.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(
        IReadOnlyList<QualityTermInput> QualityTerms,
        string? Note = null,
        Guid? PartyId = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.QualityTerms).NotNull().MostItems(200);
            RuleForEach(r => r.QualityTerms).NotNull().SetValidator(new QualityTermInputValidator());
            RuleFor(r => r.Note).MaximumLength(AgreementStep.ReasonMaxLength);
        }
    }

    internal static Task<Tagged<ContentsView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        AgreementDesk desk,
        CancellationToken cancellationToken
    ) =>
        desk.ReviseAsync(
            agreementId,
            ifMatch,
            ContentsPart.QualityTerms,
            contents => contents with { QualityTerms = [.. request.QualityTerms.Select(t => t.ToQualityTerm())] },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
