using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Registers an organisation. The caller's organisation may complete it until it has users of its own.</summary>
public sealed class RegisterOrganisation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations", HandleAsync)
            .WithName(nameof(RegisterOrganisation))
            .WithSummary("Register an organisation")
            .WithDescription(
                "The legal form decides the side. All but networks have an organisation number, and a number is registered "
                    + "once. Your organisation may complete the record until the new one has users of its own."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Creates();

    /// <param name="Name">The name in use.</param>
    /// <param name="LegalForm">What it is; decides the side.</param>
    /// <param name="OrganisationNumber">Ten digits, with or without hyphen. Only a network may lack one.</param>
    /// <param name="MunicipalityCode">SCB's four digits; for a kommun its own.</param>
    /// <param name="IdeburenRegistration">Its entry in the register of idéburna organisationer.</param>
    /// <param name="UndertakingGroup">Those that state-aid law counts as a single undertaking share this text.</param>
    public sealed record Request(
        string Name,
        LegalForm LegalForm,
        string? OrganisationNumber = null,
        string? MunicipalityCode = null,
        IdeburenRegistration? IdeburenRegistration = null,
        string? UndertakingGroup = null
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(Organisation.NameMaxLength);
            RuleFor(r => r.UndertakingGroup).MaximumLength(Organisation.TextMaxLength);
            RuleFor(r => r.IdeburenRegistration!.Number)
                .NotEmpty()
                .MaximumLength(Organisation.TextMaxLength)
                .When(r => r.IdeburenRegistration is not null);
        }
    }

    internal static async Task<TaggedCreated<OrganisationView>> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisation = Organisation.Register(
            new OrganisationDetails(
                request.Name,
                request.LegalForm,
                request.OrganisationNumber,
                request.MunicipalityCode,
                request.IdeburenRegistration,
                request.UndertakingGroup
            ),
            user.ActNow(clock)
        );
        db.Add(organisation);
        await db.SaveChangesAsync(cancellationToken); // the unique index refuses a number that is taken

        var access = await OrganisationAccess.OfAsync(organisation, db, user, clock, cancellationToken);
        return organisation.Created(
            OrganisationLinks.Address(organisation.Id, http),
            OrganisationView.Of(new(organisation, access), http),
            access.View
        );
    }
}
