using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Any party proposes a change of an agreement in force.</summary>
public sealed class ProposeAmendment : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/amendments", HandleAsync)
            .WithName(nameof(ProposeAmendment))
            .WithSummary("Propose an amendment")
            .WithDescription(
                "Name only the parts that change. All parties confirm, the deciders decide, all sign, and it takes effect "
                    + "on its day. Refused when it touches what an open renewal changes."
            )
            .RequirePermission(Permission.DraftAgreements)
            .Acts();

    /// <param name="EffectiveOn">First day of the change, from today to the last day.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Description">New description, when it changes.</param>
    /// <param name="Term">New term.</param>
    /// <param name="Commitments">New commitments, all of them.</param>
    /// <param name="Text">New text, all clauses.</param>
    /// <param name="QualityTerms">New quality terms, all of them.</param>
    /// <param name="Financing">New financing, all lines.</param>
    /// <param name="FollowUpPlan">New follow-up plan.</param>
    /// <param name="JoiningParties">Parties that join when it takes effect.</param>
    /// <param name="PartyId">Which own party proposes; needed only when the organisation is a party more than once.</param>
    public sealed record Request(
        DateOnly EffectiveOn,
        string Reason,
        Description? Description = null,
        TermInput? Term = null,
        IReadOnlyList<CommitmentInput>? Commitments = null,
        IReadOnlyList<Clause>? Text = null,
        IReadOnlyList<QualityTermInput>? QualityTerms = null,
        IReadOnlyList<FinancingLineInput>? Financing = null,
        FollowUpPlan? FollowUpPlan = null,
        IReadOnlyList<PartyInput>? JoiningParties = null,
        Guid? PartyId = null
    )
    {
        internal Contents Change(Contents contents) =>
            contents with
            {
                Description = Description ?? contents.Description,
                Term = Term?.ToTerm() ?? contents.Term,
                Commitments = Commitments is null
                    ? contents.Commitments
                    : [.. Commitments.Select(c => c.ToCommitment())],
                Text = Text ?? contents.Text,
                QualityTerms = QualityTerms is null
                    ? contents.QualityTerms
                    : [.. QualityTerms.Select(t => t.ToQualityTerm())],
                Financing = Financing is null ? contents.Financing : [.. Financing.Select(line => line.ToLine())],
                FollowUpPlan = FollowUpPlan ?? contents.FollowUpPlan,
            };
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Reason).NotEmpty().MaximumLength(AgreementStep.ReasonMaxLength);
            RuleFor(r => r.Description!).SetValidator(new DescriptionValidator()).When(r => r.Description is not null);
            RuleFor(r => r.Term!).SetValidator(new TermInputValidator()).When(r => r.Term is not null);
            RuleFor(r => r.Commitments).MostItems(200);
            RuleForEach(r => r.Commitments).NotNull().SetValidator(new CommitmentInputValidator());
            RuleFor(r => r.Text).MostItems(200);
            RuleForEach(r => r.Text).NotNull().SetValidator(new ClauseValidator());
            RuleFor(r => r.QualityTerms).MostItems(200);
            RuleForEach(r => r.QualityTerms).NotNull().SetValidator(new QualityTermInputValidator());
            RuleFor(r => r.Financing).MostItems(500);
            RuleForEach(r => r.Financing).NotNull().SetValidator(new FinancingLineInputValidator());
            RuleFor(r => r.FollowUpPlan!)
                .SetValidator(new FollowUpPlanValidator())
                .When(r => r.FollowUpPlan is not null);
            RuleFor(r => r.JoiningParties).MostItems(20);
            RuleForEach(r => r.JoiningParties).NotNull().SetValidator(new PartyInputValidator());
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
        var current = await desk.ContentsAsync(agreement, cancellationToken);
        var joining = await PartyInputs.ResolveAsync(db, request.JoiningParties ?? [], desk.Actor, cancellationToken);
        var amended = request.Change(current.Contents);
        var version = agreement.ProposeAmendment(
            current,
            amended,
            AgreementVersion.Touched(current.Contents, amended, joining),
            joining,
            request.EffectiveOn,
            request.Reason,
            await ChangedByRenewalAsync(db, agreement, cancellationToken),
            request.PartyId,
            desk.Actor
        );
        desk.Store(version);
        return await desk.RecordAsync(agreement, cancellationToken);
    }

    /// <summary>An open renewal always has a term of its own; what else it changes is what its versions say.</summary>
    private static async Task<IReadOnlyList<ContentsPart>> ChangedByRenewalAsync(
        IopDbContext db,
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        if (agreement.Successor is not { } successor || AgreementLifecycle.IsFinal(successor.State))
        {
            return [];
        }

        var changed = await db
            .AgreementVersions.Where(version => version.AgreementId == successor.AgreementId)
            .Select(version => version.ChangedParts)
            .ToListAsync(cancellationToken);
        return [ContentsPart.Term, .. changed.SelectMany(parts => parts)];
    }
}
