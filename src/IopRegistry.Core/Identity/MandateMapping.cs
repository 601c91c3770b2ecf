using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

internal sealed class MandateMapping : IEntityTypeConfiguration<Mandate>
{
    public void Configure(EntityTypeBuilder<Mandate> mandate)
    {
        mandate.ToTable("Mandates");
        mandate.Property(m => m.Id).ValueGeneratedNever();
        mandate.Property(m => m.Version).IsConcurrencyToken();
        mandate.Property(m => m.Roles).HasJsonColumn();
        mandate.Property(m => m.Decision).HasMaxLength(Mandate.DecisionMaxLength);
        mandate.HasOne<Organisation>().WithMany().HasForeignKey(m => m.GiverId);
        mandate.HasOne<Organisation>().WithMany().HasForeignKey(m => m.HolderId);

        // Both see all of theirs; and whom an umbrella's people may act for today.
        mandate
            .HasIndex(m => new
            {
                m.GiverId,
                m.GivenAt,
                m.Id,
            })
            .HasDatabaseName("ix_mandates_giver");
        mandate
            .HasIndex(m => new
            {
                m.HolderId,
                m.ValidTo,
                m.Id,
            })
            .HasDatabaseName("ix_mandates_holder");
    }
}
