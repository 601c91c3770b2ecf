using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>The organisation becomes a member of an umbrella organisation.</summary>
public sealed class JoinUmbrella : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/umbrella-memberships", HandleAsync)
            .WithName(nameof(JoinUmbrella))
            .WithSummary("Join an umbrella organisation")
            .WithDescription(
                "Refused when the umbrella already stands, directly or through others, under the organisation."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Acts();

    /// <param name="UmbrellaId">The umbrella organisation.</param>
    /// <param name="ValidFrom">First day of the membership.</param>
    /// <param name="ValidTo">Last day, where it is already over.</param>
    public sealed record Request(Guid UmbrellaId, DateOnly ValidFrom, DateOnly? ValidTo = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.UmbrellaId).NotEmpty();
            RuleFor(r => r.ValidFrom).NotEmpty();
        }
    }

    internal static async Task<TaggedCreated<OrganisationView>> HandleAsync(
        Guid organisationId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenForChangeAsync(organisationId, ifMatch, user, clock, cancellationToken);
        var umbrella =
            await db.Organisations.SingleOrDefaultAsync(o => o.Id == request.UmbrellaId, cancellationToken)
            ?? throw new RuleViolationException(OrganisationRules.UmbrellaUnknown);
        var membership = opened.Organisation.JoinUmbrella(
            umbrella,
            await AboveAsync(umbrella, db, cancellationToken),
            request.ValidFrom,
            request.ValidTo,
            user.ActNow(clock)
        );
        await db.SaveChangesAsync(cancellationToken);
        return opened.Created($"umbrella-memberships/{membership.Id}", http);
    }

    /// <summary>Everything the umbrella stands under: one look-up by primary key per level, and real chains have two or three.</summary>
    private static async Task<IReadOnlyCollection<Organisation>> AboveAsync(
        Organisation umbrella,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        Dictionary<Guid, Organisation> above = [];
        List<Organisation> level = [umbrella];
        while (level.Count > 0)
        {
            Guid[] next =
            [
                .. level
                    .SelectMany(o => o.UmbrellaMemberships)
                    .Select(m => m.UmbrellaId)
                    .Where(id => id != umbrella.Id && !above.ContainsKey(id))
                    .Distinct(),
            ];
            level =
                next.Length == 0
                    ? []
                    : await db.Organisations.Where(o => next.Contains(o.Id)).ToListAsync(cancellationToken);
            foreach (var organisation in level)
            {
                above.Add(organisation.Id, organisation);
            }
        }

        return above.Values;
    }
}
