using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Records who may sign for the organisation.</summary>
public sealed class AddSigningRight : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/signing-rights", HandleAsync)
            .WithName(nameof(AddSigningRight))
            .WithSummary("Record a right to sign")
            .WithDescription(
                "Says who, as what, alone or jointly, on what ground and from which day. A signature is checked against it."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Acts();

    /// <param name="Name">Who may sign.</param>
    /// <param name="Title">As what.</param>
    /// <param name="Mode">Alone, or jointly with another holder of the right.</param>
    /// <param name="Source">Where the right comes from: stadgar, minutes, delegationsordning with paragraph.</param>
    /// <param name="ValidFrom">First day.</param>
    /// <param name="ValidTo">Last day, where it is known from the start.</param>
    public sealed record Request(
        string Name,
        string Title,
        SigningMode Mode,
        string Source,
        DateOnly ValidFrom,
        DateOnly? ValidTo = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(Organisation.NameMaxLength);
            RuleFor(r => r.Title).NotEmpty().MaximumLength(Organisation.TextMaxLength);
            RuleFor(r => r.Source).NotEmpty().MaximumLength(Organisation.TextMaxLength);
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
        var right = opened.Organisation.AddSigningRight(
            new SigningRightDetails(
                request.Name,
                request.Title,
                request.Mode,
                request.Source,
                request.ValidFrom,
                request.ValidTo
            ),
            user.ActNow(clock)
        );
        await db.SaveChangesAsync(cancellationToken);
        return opened.Created($"signing-rights/{right.Id}", http);
    }
}
