using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the commitments.</summary>
public sealed class ReviseCommitments : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/commitments", HandleAsync)
            .WithName(nameof(ReviseCommitments))
            .WithSummary("Revise the commitments")
            .WithDescription(
                "What each party promises (åtaganden), either side. Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="Commitments">All commitments; those without an id are new.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(IReadOnlyList<CommitmentInput> Commitments, string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Commitments).NotNull().MostItems(200);
            RuleForEach(r => r.Commitments).NotNull().SetValidator(new CommitmentInputValidator());
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
            ContentsPart.Commitments,
            contents => contents with { Commitments = [.. request.Commitments.Select(c => c.ToCommitment())] },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
