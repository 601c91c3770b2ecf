using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

public sealed record OrganisationRegistered(Guid OrganisationId, Guid ByUserId, DateTimeOffset OccurredAt)
    : IDomainEvent;

public sealed record OrganisationRenamed(
    Guid OrganisationId,
    string From,
    string To,
    Guid ByUserId,
    DateTimeOffset OccurredAt
) : IDomainEvent;

/// <summary>Which part changed; <paramref name="PartId"/> is the unit, contact, right, membership or user.</summary>
public sealed record OrganisationChanged(
    Guid OrganisationId,
    OrganisationPart Part,
    Guid? PartId,
    Guid ByUserId,
    DateTimeOffset OccurredAt
) : IDomainEvent;

/// <summary>Somebody came under this umbrella, directly or through another organisation.</summary>
public sealed record UmbrellaJoined(Guid OrganisationId, Guid MemberId, Guid ByUserId, DateTimeOffset OccurredAt)
    : IDomainEvent;

public enum OrganisationPart
{
    Details,
    Unit,
    Contact,
    SigningRight,
    UmbrellaMembership,
    RenewalSettings,
    User,
}
