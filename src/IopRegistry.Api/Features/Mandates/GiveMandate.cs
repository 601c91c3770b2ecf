using FluentValidation;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Mandates;

/// <summary>A member lets its umbrella organisation act for it.</summary>
public sealed class GiveMandate : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/mandates", HandleAsync)
            .WithName(nameof(GiveMandate))
            .WithSummary("Give your umbrella organisation a mandate")
            .WithDescription(
                "Its people may then choose to act for you, each in the roles that both the mandate and the umbrella gives "
                    + "them, between the two days and for as long as you are a member. What they do carries the mandate in the "
                    + "trail. Nobody gives, prolongs or takes back a mandate by a mandate."
            )
            .RequirePermission(Permission.GiveMandates)
            .Creates()
            .ReadsOne();

    /// <param name="HolderId">The umbrella organisation.</param>
    /// <param name="Roles">What its people may be for you; never administrator.</param>
    /// <param name="ValidFrom">First day, today or later.</param>
    /// <param name="ValidTo">Last day, at most five years later.</param>
    /// <param name="Decision">Where the mandate stands written, such as minutes with date and paragraph.</param>
    public sealed record Request(
        Guid HolderId,
        IReadOnlyList<Role> Roles,
        DateOnly ValidFrom,
        DateOnly ValidTo,
        string Decision
    )
    {
        internal static Request Example { get; } =
            new(
                Guid.Parse("01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60"),
                [Role.CaseOfficer, Role.Reader],
                new(2027, 1, 1),
                new(2027, 12, 31),
                "Styrelseprotokoll 2026-11-18 § 7"
            );
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.HolderId).NotEmpty();
            RuleFor(r => r.Roles).NotEmpty();
            RuleFor(r => r.ValidFrom).NotEmpty();
            RuleFor(r => r.ValidTo).NotEmpty();
            RuleFor(r => r.Decision).NotEmpty().MaximumLength(Mandate.DecisionMaxLength);
        }
    }

    internal static async Task<TaggedCreated<MandateView>> HandleAsync(
        Guid organisationId,
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var giver = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var by = user.ActNow(clock);
        var holder =
            await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.HolderId, cancellationToken)
            ?? throw new RuleViolationException(MandateRules.HolderUnknown);
        var mandate = Mandate.Give(
            giver,
            holder,
            request.Roles,
            request.ValidFrom,
            request.ValidTo,
            request.Decision.Trim(),
            by
        );
        db.Add(mandate);
        await db.SaveChangesAsync(cancellationToken);
        var seen = new SeenMandate(mandate, giver.Name, holder.Name, giver.UmbrellaMemberships);
        return mandate.Created(
            MandateView.Address(organisationId, mandate.Id, http),
            MandateView.Of(seen, user, by.Today, http),
            seen.ViewOn(by.Today, user)
        );
    }
}
