namespace IopRegistry.Flags;

/// <summary>What a flag (bevakning) is about: domain §6.</summary>
public enum FlagKind
{
    RenewalOpens,
    FollowUpDue,
    DecisionDue,
    SignatureDue,
    NoticeDateNear,
    ExpiringSoon,
    Expired,
    Gap,
    DecidedAfterStart,
    OneYearChain,
    MoneyNotSecured,
    ReportDue,
    SignatoryExpired,
    ContactMissing,
    DecisionNotInForce,
    EndUnknown,

    /// <summary>Has its place; watched from when there is a payment plan.</summary>
    InstalmentDue,

    /// <summary>Has its place; watched from when there are payments.</summary>
    PaymentLate,

    /// <summary>Has its place; watched from when reports are received.</summary>
    ReportLate,

    /// <summary>Has its place; watched from when permits are registered.</summary>
    PermitExpires,

    /// <summary>Has its place; watched from when there is a ledger of state aid.</summary>
    AidHeadroomLow,

    /// <summary>Has its place; watched from when there is a ledger of state aid.</summary>
    AidRegistrationDue,
}

/// <summary>How much depends on it.</summary>
public enum FlagSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>Whom a flag is for. Both sides always see it; the audience is who is told and who is asked to answer.</summary>
public enum FlagAudience
{
    Both,
    PublicSide,
    CivilSide,
}

public enum FlagState
{
    /// <summary>Its day has not come.</summary>
    Planned,

    /// <summary>Open: somebody has to see it.</summary>
    Raised,

    /// <summary>Its cause is gone.</summary>
    Closed,
}
