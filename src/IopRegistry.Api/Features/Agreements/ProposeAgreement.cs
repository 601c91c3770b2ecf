using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>Either side proposes an agreement. The answer is the receipt, with the reference to quote from now on.</summary>
public sealed class ProposeAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements", HandleAsync)
            .WithName(nameof(ProposeAgreement))
            .WithSummary("Propose an agreement")
            .WithDescription(
                "At least one party on each side, title, shared challenge, purpose and target group. "
                    + "The answer is the receipt: its reference never changes."
            )
            .RequirePermission(Permission.ProposeAgreements)
            .Creates();

    /// <param name="Description">What it is about.</param>
    /// <param name="Parties">Both sides, the own organisation among them.</param>
    /// <param name="IsFramework">True for a framework agreement (ramavtal).</param>
    /// <param name="FrameworkId">The framework agreement that this one is an annex of.</param>
    public sealed record Request(
        Description Description,
        IReadOnlyList<PartyInput> Parties,
        bool IsFramework = false,
        Guid? FrameworkId = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Description).NotNull().SetValidator(new DescriptionValidator());
            RuleFor(r => r.Description.SharedChallenge).NotEmpty();
            RuleFor(r => r.Description.Purpose).NotEmpty();
            RuleFor(r => r.Description.TargetGroup).NotEmpty();
            RuleFor(r => r.Parties).NotEmpty().MostItems(50);
            RuleForEach(r => r.Parties).NotNull().SetValidator(new PartyInputValidator());
            RuleFor(r => r.FrameworkId).Null().When(r => r.IsFramework);
        }
    }

    /// <summary>In one transaction, so that a refused proposal uses up no reference.</summary>
    internal static Task<TaggedCreated<AgreementView>> HandleAsync(
        Request request,
        AgreementDesk desk,
        IopDbContext db,
        CurrentUser user,
        CancellationToken cancellationToken
    ) => db.TogetherAsync(token => ProposeAsync(request, desk, db, user, token), cancellationToken);

    private static async Task<TaggedCreated<AgreementView>> ProposeAsync(
        Request request,
        AgreementDesk desk,
        IopDbContext db,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        if (request.FrameworkId is { } frameworkId)
        {
            await RequireFrameworkAsync(db, user, frameworkId, cancellationToken);
        }

        var parties = await PartyInputs.ResolveAsync(db, request.Parties, desk.Actor, cancellationToken);
        var reference = await ReferenceNumbers.NextAsync(db, desk.Actor.Today, cancellationToken);
        var (agreement, contents) = Agreement.Propose(
            reference,
            request.Description,
            parties,
            request.IsFramework,
            request.FrameworkId,
            desk.Actor
        );
        db.Add(agreement);
        db.Add(contents);
        await db.SaveChangesAsync(cancellationToken);
        return agreement.Created(desk.Address(agreement.Id), desk.Show(agreement), desk.ViewOf(agreement));
    }

    private static async Task RequireFrameworkAsync(
        IopDbContext db,
        CurrentUser user,
        Guid frameworkId,
        CancellationToken cancellationToken
    )
    {
        var state = await db
            .Agreements.VisibleTo(db, user)
            .Where(a => a.Id == frameworkId && a.IsFramework)
            .Select(a => (AgreementState?)a.State)
            .SingleOrDefaultAsync(cancellationToken);
        if (state is null || AgreementLifecycle.IsFinal(state.Value))
        {
            throw new RuleViolationException(AgreementRules.NotAFramework);
        }
    }
}
