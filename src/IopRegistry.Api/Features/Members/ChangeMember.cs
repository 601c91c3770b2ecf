using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Members;

/// <summary>States anew what a user may do and when.</summary>
public sealed class ChangeMember : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/members/{userId:guid}", HandleAsync)
            .WithName(nameof(ChangeMember))
            .WithSummary("Change a user's roles and days")
            .WithDescription(
                "Holds within seconds, also for whoever is signed in. Never a day without an administrator that had one: name "
                    + "another first. Somebody who leaves has a departure, where others take over."
            )
            .RequirePermission(Permission.ManageMembers)
            .Changes();

    /// <param name="Roles">All roles that the user shall have.</param>
    /// <param name="ValidFrom">First day.</param>
    /// <param name="ValidTo">Last day; left out while it goes on.</param>
    public sealed record Request(IReadOnlyList<Role> Roles, DateOnly ValidFrom, DateOnly? ValidTo = null)
    {
        internal static Request Example { get; } = new([Role.CaseOfficer, Role.Registrar], new(2026, 1, 1));
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Roles).NotEmpty();
            RuleFor(r => r.ValidFrom).NotEmpty();
        }
    }

    internal static async Task<Tagged<MemberView>> HandleAsync(
        Guid organisationId,
        Guid userId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var by = user.ActNow(clock);
        var organisation = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var member = await db.MemberAsync(organisationId, userId, user, cancellationToken);
        ifMatch.Require(member.Version);
        await db.ChangeMemberAsync(
            organisation,
            member,
            m => m.ChangeMembership(organisationId, request.Roles, request.ValidFrom, request.ValidTo, by),
            by,
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        return member.Show(organisationId, by.Today, http);
    }
}
