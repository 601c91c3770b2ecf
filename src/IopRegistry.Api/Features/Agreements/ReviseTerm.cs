using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the term.</summary>
public sealed class ReviseTerm : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/term", HandleAsync)
            .WithName(nameof(ReviseTerm))
            .WithSummary("Revise the term")
            .WithDescription(
                "From when to when, how notice is given, how it is extended. Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="Term">All of the term.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(TermInput Term, string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Term).NotNull().SetValidator(new TermInputValidator());
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
            ContentsPart.Term,
            contents => contents with { Term = request.Term.ToTerm() },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
