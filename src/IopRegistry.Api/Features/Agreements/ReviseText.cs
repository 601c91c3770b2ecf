using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the text.</summary>
public sealed class ReviseText : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/text", HandleAsync)
            .WithName(nameof(ReviseText))
            .WithSummary("Revise the text")
            .WithDescription(
                "All clauses under their headings. Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="Clauses">All clauses in order.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(IReadOnlyList<Clause> Clauses, string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Clauses).NotNull().MostItems(200);
            RuleForEach(r => r.Clauses).NotNull().SetValidator(new ClauseValidator());
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
            ContentsPart.Text,
            contents => contents with { Text = request.Clauses },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
