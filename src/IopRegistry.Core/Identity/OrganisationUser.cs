using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

/// <summary>
/// What the memberships say, seen from the organisation: a user's memberships are one JSON column, and "has this
/// organisation any users?" must be a seek in an index. Written by <see cref="User"/> with every membership.
/// </summary>
public sealed class OrganisationUser
{
    public required Guid OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    public required DateOnly? ValidTo { get; init; }
}

internal sealed class OrganisationUserMapping : IEntityTypeConfiguration<OrganisationUser>
{
    public void Configure(EntityTypeBuilder<OrganisationUser> organisationUser)
    {
        organisationUser.ToTable("OrganisationUsers");
        organisationUser.HasKey(u => new { u.OrganisationId, u.UserId }); // serves "the users of an organisation"
        organisationUser.HasIndex(u => u.UserId).HasDatabaseName("ix_organisation_users_user");
    }
}
