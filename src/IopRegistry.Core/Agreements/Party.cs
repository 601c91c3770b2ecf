using IopRegistry.Organisations;

namespace IopRegistry.Agreements;

/// <summary>What a party does in the partnership; one party may have several roles.</summary>
public enum PartyRole
{
    Initiator,
    Funder,
    Decider,
    Manager,
    Evaluator,
    Coordinator,
    Performer,
}

/// <summary>
/// An organisation in an agreement (part). The same municipality may stand more than once, with different boards: one
/// finances, another manages. <paramref name="Name"/> is the name it had when it joined.
/// </summary>
/// <param name="Id">The party, not the organisation.</param>
/// <param name="OrganisationId">The legal person or network behind it.</param>
/// <param name="Name">Name when it joined.</param>
/// <param name="Side">Public or civil.</param>
/// <param name="Roles">Any set.</param>
/// <param name="BoardId">The board or department that acts, where it is registered.</param>
/// <param name="Unit">The board or department as the source writes it, where it is only known by name.</param>
/// <param name="RegistryNumber">Diarienummer at this authority, free text such as KS/2016:7.</param>
/// <param name="MunicipalityCode">Four digits (kommunkod), for the public register and filters.</param>
/// <param name="JoinedOn">First day as a party.</param>
/// <param name="LeftOn">Last day as a party; null while it stays.</param>
/// <param name="JoinsByAmendmentId">Set while the amendment that lets it in is not yet in force.</param>
public sealed record Party(
    Guid Id,
    Guid OrganisationId,
    string Name,
    Side Side,
    IReadOnlyList<PartyRole> Roles,
    Guid? BoardId,
    string? Unit,
    string? RegistryNumber,
    string? MunicipalityCode,
    DateOnly? JoinedOn,
    DateOnly? LeftOn = null,
    Guid? JoinsByAmendmentId = null
)
{
    public const int UnitMaxLength = 200;
    public const int RegistryNumberMaxLength = 100;

    public bool Has(PartyRole role) => Roles.Contains(role);

    public bool IsPartyOn(DateOnly day) => JoinsByAmendmentId is null && (LeftOn is null || day <= LeftOn);
}
