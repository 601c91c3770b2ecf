using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Revise the financing.</summary>
public sealed class ReviseFinancing : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/financing", HandleAsync)
            .WithName(nameof(ReviseFinancing))
            .WithSummary("Revise the financing")
            .WithDescription(
                "Who contributes what, in which year, and how sure it is (medfinansiering). Any party writes; the new version asks everybody to confirm again."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Changes();

    /// <param name="Lines">All lines; those without an id are new.</param>
    /// <param name="Note">What the change is about; both sides read it.</param>
    /// <param name="PartyId">Which own party acts; needed only when the organisation is a party more than once.</param>
    public sealed record Request(IReadOnlyList<FinancingLineInput> Lines, string? Note = null, Guid? PartyId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Lines).NotNull().MostItems(500);
            RuleForEach(r => r.Lines).NotNull().SetValidator(new FinancingLineInputValidator());
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
            ContentsPart.Financing,
            contents => contents with { Financing = [.. request.Lines.Select(line => line.ToLine())] },
            request.Note,
            request.PartyId,
            cancellationToken
        );
}
