using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

/// <summary>
/// What the memberships say, seen from the organisation: a user's memberships are one JSON column, and "has this
/// organisation any users?" must be a seek in an index. Written whenever a user's memberships are saved.
/// </summary>
public sealed class OrganisationUser
{
    public required Guid OrganisationId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The last day of the latest membership; null while it goes on.</summary>
    public required DateOnly? ValidTo { get; init; }

    /// <summary>One row for each organisation that the user works or has worked for.</summary>
    internal static IEnumerable<OrganisationUser> Of(User user) =>
        user
            .Memberships.Select(membership => membership.OrganisationId)
            .Distinct()
            .Select(organisationId => new OrganisationUser
            {
                OrganisationId = organisationId,
                UserId = user.Id,
                ValidTo = user.MembershipIn(organisationId)!.LastDay,
            });
}

internal sealed class OrganisationUserMapping : IEntityTypeConfiguration<OrganisationUser>
{
    public void Configure(EntityTypeBuilder<OrganisationUser> organisationUser)
    {
        organisationUser.ToTable("OrganisationUsers");
        organisationUser.HasKey(u => new { u.OrganisationId, u.UserId }); // serves "the users of an organisation"
        organisationUser.HasOne<User>().WithMany().HasForeignKey(u => u.UserId);
        organisationUser.HasIndex(u => u.UserId).HasDatabaseName("ix_organisation_users_user");
    }
}
