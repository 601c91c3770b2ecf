using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <param name="Id">The organisation.</param>
/// <param name="Name">The name in use.</param>
/// <param name="OrganisationNumber">NNNNNN-NNNN; null for a network and where an import did not say.</param>
/// <param name="Side">Public or civil; follows from the legal form.</param>
/// <param name="LegalForm">What it is.</param>
/// <param name="MunicipalityCode">SCB's code of its municipality; for a kommun its own.</param>
/// <param name="FormerNames">Oldest first, each with its last day where known.</param>
/// <param name="Units">Boards and departments, closed ones included.</param>
/// <param name="Contacts">To others than the organisation itself: those of today, without private addresses.</param>
/// <param name="SigningRights">Who may sign for it. Null to others than the organisation itself.</param>
/// <param name="UmbrellaMemberships">The umbrella organisations it belongs or belonged to.</param>
/// <param name="IdeburenRegistration">Its entry in the register of idéburna organisationer.</param>
/// <param name="UndertakingGroup">Those that state-aid law counts as a single undertaking share this text.</param>
/// <param name="StewardId">Who registered it and may complete it while it has no users of its own.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Links">What this caller may do now.</param>
public sealed record OrganisationView(
    Guid Id,
    string Name,
    string? OrganisationNumber,
    Side Side,
    LegalForm LegalForm,
    string? MunicipalityCode,
    IReadOnlyList<FormerName> FormerNames,
    IReadOnlyList<OrganisationUnit> Units,
    IReadOnlyList<ContactView> Contacts,
    IReadOnlyList<SigningRight>? SigningRights,
    IReadOnlyList<UmbrellaMembership> UmbrellaMemberships,
    IdeburenRegistration? IdeburenRegistration,
    string? UndertakingGroup,
    Guid? StewardId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static OrganisationView Of(Opened opened, HttpContext http)
    {
        var (organisation, access) = opened;
        return new(
            organisation.Id,
            organisation.Name,
            Shown(organisation.OrganisationNumber),
            organisation.Side,
            organisation.LegalForm,
            organisation.MunicipalityCode,
            organisation.FormerNames,
            organisation.Units,
            [.. ContactView.Of(organisation, access)],
            access.SeesEverything ? organisation.SigningRights : null,
            organisation.UmbrellaMemberships,
            organisation.IdeburenRegistration,
            organisation.UndertakingGroup,
            organisation.StewardId,
            organisation.CreatedAt,
            organisation.UpdatedAt,
            OrganisationLinks.Of(organisation, access, http)
        );
    }

    /// <summary>NNNNNN-NNNN, without parsing ten digits that the domain has already checked.</summary>
    internal static string? Shown(string? digits) => digits is null ? null : $"{digits[..6]}-{digits[6..]}";
}

/// <param name="Id">The contact.</param>
/// <param name="Role">What the person is contact for.</param>
/// <param name="Name">The person, or the function that answers.</param>
/// <param name="Title">The person's title.</param>
/// <param name="Email">To others than the organisation itself only for an authority's general contact and registrar.</param>
/// <param name="Phone">As the e-mail address.</param>
/// <param name="UnitId">The board or department.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it goes on.</param>
public sealed record ContactView(
    Guid Id,
    ContactRole Role,
    string Name,
    string? Title,
    string? Email,
    string? Phone,
    Guid? UnitId,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    internal static IEnumerable<ContactView> Of(Organisation organisation, OrganisationAccess access) =>
        organisation
            .Contacts.Where(contact => access.SeesEverything || contact.IsValidOn(access.Today))
            .Select(contact => Of(contact, access.SeesEverything || IsPublicAddress(organisation, contact)));

    private static ContactView Of(Contact contact, bool withAddresses) =>
        new(
            contact.Id,
            contact.Role,
            contact.Name,
            contact.Title,
            withAddresses ? contact.Email : null,
            withAddresses ? contact.Phone : null,
            contact.UnitId,
            contact.ValidFrom,
            contact.ValidTo
        );

    /// <summary>
    /// An authority must be reachable through its registrar and its general contact. In an association the same role is
    /// often a volunteer with a private telephone, so there nothing is public.
    /// </summary>
    private static bool IsPublicAddress(Organisation organisation, Contact contact) =>
        organisation.Side == Side.Public && contact.Role is (ContactRole.Contact or ContactRole.Registrar);
}
