using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>States an organisation's details anew. A new name keeps the old one in the history.</summary>
public sealed class UpdateOrganisation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}", HandleAsync)
            .WithName(nameof(UpdateOrganisation))
            .WithSummary("Change an organisation's details")
            .WithDescription(
                "By the organisation's own administrator, or by whoever registered it while it has no users of its own. "
                    + "A known organisation number and the side do not change. Repeating what is already so changes nothing."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    /// <param name="Name">The name in use.</param>
    /// <param name="LegalForm">What it is; of the same side as before.</param>
    /// <param name="OrganisationNumber">The known number, or the number of an organisation that lacked one.</param>
    /// <param name="MunicipalityCode">SCB's four digits; for a kommun its own.</param>
    /// <param name="IdeburenRegistration">Its entry in the register of idéburna organisationer.</param>
    /// <param name="UndertakingGroup">Those that state-aid law counts as a single undertaking share this text.</param>
    /// <param name="FormerNameUntil">With a new name: the last day of the old one. Today when left out.</param>
    public sealed record Request(
        string Name,
        LegalForm LegalForm,
        string? OrganisationNumber = null,
        string? MunicipalityCode = null,
        IdeburenRegistration? IdeburenRegistration = null,
        string? UndertakingGroup = null,
        DateOnly? FormerNameUntil = null
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

    internal static async Task<Tagged<OrganisationView>> HandleAsync(
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
        opened.Organisation.Change(
            new OrganisationDetails(
                request.Name,
                request.LegalForm,
                request.OrganisationNumber,
                request.MunicipalityCode,
                request.IdeburenRegistration,
                request.UndertakingGroup
            ),
            request.FormerNameUntil,
            user.ActNow(clock)
        );
        await db.SaveChangesAsync(cancellationToken);
        return opened.Tagged(http);
    }
}
