namespace IopRegistry.Organisations;

// The parts of an organisation. They live in JSON columns of its one row, are never edited in place and never removed:
// what is over has a last day, so that an agreement of that time can still be read.

public enum UnitKind
{
    /// <summary>Nämnd, styrelse or utskott.</summary>
    Board,

    /// <summary>Förvaltning.</summary>
    Department,
}

/// <param name="Id">The unit.</param>
/// <param name="Kind">Board or department.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ParentId">The unit of the same organisation that it stands under.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null while it goes on.</param>
/// <param name="SuccessorId">The unit of the same organisation that took over its agreements when it closed.</param>
/// <param name="ParticipantIds">The other organisations of a joint board (gemensam nämnd) that this organisation hosts.</param>
public sealed record OrganisationUnit(
    Guid Id,
    UnitKind Kind,
    string Name,
    Guid? ParentId,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    Guid? SuccessorId,
    IReadOnlyList<Guid> ParticipantIds
)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>Contact persons are roles: the person changes, the role stays.</summary>
public enum ContactRole
{
    Contact,
    CaseOfficer,
    HeadOfUnit,
    BoardSecretary,
    Registrar,
    Finance,
}

public sealed record Contact(
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
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

public enum SigningMode
{
    Alone,

    /// <summary>Together with another holder of the right.</summary>
    Jointly,
}

/// <param name="Id">The right.</param>
/// <param name="Name">Who may sign.</param>
/// <param name="Title">As what.</param>
/// <param name="Mode">Alone or with another.</param>
/// <param name="Source">Where the right comes from: stadgar, minutes, delegationsordning with paragraph.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null until ended.</param>
public sealed record SigningRight(
    Guid Id,
    string Name,
    string Title,
    SigningMode Mode,
    string Source,
    DateOnly ValidFrom,
    DateOnly? ValidTo
)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <param name="Name">A name that the organisation no longer uses.</param>
/// <param name="Until">The last day it was used; null when nobody knows.</param>
public sealed record FormerName(string Name, DateOnly? Until);

public sealed record UmbrellaMembership(Guid Id, Guid UmbrellaId, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    public bool Overlaps(DateOnly from, DateOnly? to) =>
        (to is null || ValidFrom <= to) && (ValidTo is null || from <= ValidTo);
}

/// <summary>Entry in the state's register of idéburna organisations.</summary>
public sealed record IdeburenRegistration(string Number, DateOnly Date);
