namespace IopRegistry.Organisations;

/// <summary>What an organisation says about itself. A change states all of it again.</summary>
/// <param name="Name">The name in use.</param>
/// <param name="LegalForm">Decides the side.</param>
/// <param name="OrganisationNumber">Ten digits, with or without hyphen, or twelve with prefix 16.</param>
/// <param name="MunicipalityCode">SCB's four digits; for a kommun its own.</param>
/// <param name="IdeburenRegistration">Its entry in the register of idéburna organisationer.</param>
/// <param name="UndertakingGroup">Those that state-aid law counts as a single undertaking share this text.</param>
public sealed record OrganisationDetails(
    string Name,
    LegalForm LegalForm,
    string? OrganisationNumber = null,
    string? MunicipalityCode = null,
    IdeburenRegistration? IdeburenRegistration = null,
    string? UndertakingGroup = null
);

/// <summary>What is said of a unit when it is added or changed.</summary>
public sealed record UnitDetails(
    UnitKind Kind,
    string Name,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    Guid? ParentId = null,
    Guid? SuccessorId = null,
    IReadOnlyList<Guid>? ParticipantIds = null
);

public sealed record ContactDetails(
    ContactRole Role,
    string Name,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    string? Title = null,
    string? Email = null,
    string? Phone = null,
    Guid? UnitId = null
);

public sealed record SigningRightDetails(
    string Name,
    string Title,
    SigningMode Mode,
    string Source,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null
);
