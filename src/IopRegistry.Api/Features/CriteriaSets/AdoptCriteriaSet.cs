using FluentValidation;
using IopRegistry.Agreements.Assessments;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.CriteriaSets;

/// <summary>A public body adopts criteria of its own, or a new version of them.</summary>
public sealed class AdoptCriteriaSet : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/criteria-set", HandleAsync)
            .WithName(nameof(AdoptCriteriaSet))
            .WithSummary("Adopt a criteria set")
            .WithDescription(
                "Replaces the criteria that the own body assesses by. Assessments already made keep their answers and version."
            )
            .RequirePermission(Permission.ManageOrganisation)
            .Changes();

    /// <param name="Name">Name of the set.</param>
    /// <param name="Criteria">All criteria, each required, weighted or advisory.</param>
    public sealed record Request(string Name, IReadOnlyList<Criterion> Criteria);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Criteria)
                .NotEmpty()
                .Must(criteria => criteria is null || criteria.Count <= CriteriaSet.MostCriteria)
                .WithErrorCode("too-many-items");
            RuleForEach(r => r.Criteria)
                .NotNull()
                .ChildRules(criterion =>
                {
                    criterion.RuleFor(c => c.Id).NotEmpty().MaximumLength(40);
                    criterion.RuleFor(c => c.Group).NotEmpty().MaximumLength(40);
                    criterion.RuleFor(c => c.Mode).IsInEnum();
                    criterion.RuleFor(c => c.Text).NotNull();
                    criterion.RuleFor(c => c.Text.Sv).NotEmpty().MaximumLength(CriteriaSet.TextMaxLength);
                    criterion.RuleFor(c => c.Text.En).NotEmpty().MaximumLength(CriteriaSet.TextMaxLength);
                });
        }
    }

    internal static async Task<Tagged<CriteriaSetView>> HandleAsync(
        Guid organisationId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (organisationId != user.OrganisationId)
        {
            throw ProblemException.Forbidden();
        }

        var by = user.ActNow(clock);
        var organisation = await db
            .Organisations.AsNoTracking()
            .SingleAsync(o => o.Id == organisationId, cancellationToken);
        AssessmentRules.RequirePublic(organisation.Side);
        var own = await db.CriteriaSets.SingleOrDefaultAsync(
            set => set.OrganisationId == organisationId,
            cancellationToken
        );
        ifMatch.Require(own?.Version ?? 0);
        if (own is null)
        {
            own = CriteriaSet.Adopt(organisationId, request.Name, request.Criteria, by);
            db.Add(own);
        }
        else
        {
            own.Replace(request.Name, request.Criteria, by);
        }

        await db.SaveChangesAsync(cancellationToken);
        return CriteriaSetView.From(own);
    }
}
