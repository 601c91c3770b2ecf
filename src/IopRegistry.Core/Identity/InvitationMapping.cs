using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Version).IsConcurrencyToken();
        invitation.Property(i => i.Email).HasMaxLength(User.EmailMaxLength);
        invitation.Property(i => i.OpenEmail).HasMaxLength(User.EmailMaxLength).IsOrdinal();
        invitation.Property(i => i.Name).HasMaxLength(User.NameMaxLength);
        invitation.Property(i => i.Roles).HasJsonColumn();
        invitation.Property(i => i.Language).HasMaxLength(2);
        invitation.Property(i => i.TokenHash).HasMaxLength(64).IsOrdinal();
        invitation.HasOne<Organisation>().WithMany().HasForeignKey(i => i.OrganisationId);
        invitation.HasIndex(i => i.TokenHash).HasDatabaseName("ix_invitations_token");

        // Null stands beside null in a unique index on PostgreSQL, and SQL Server's is filtered by EF.
        invitation
            .HasIndex(i => new { i.OrganisationId, i.OpenEmail })
            .IsUnique()
            .HasDatabaseName(InvitationRules.OnceConstraint);
        invitation
            .HasIndex(i => new
            {
                i.OrganisationId,
                i.InvitedAt,
                i.Id,
            })
            .HasDatabaseName("ix_invitations_list");
    }
}
