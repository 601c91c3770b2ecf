using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Agreements.Renewals;

internal sealed class RenewalDossierMapping : IEntityTypeConfiguration<RenewalDossier>
{
    public void Configure(EntityTypeBuilder<RenewalDossier> dossier)
    {
        dossier.ToTable("RenewalDossiers");
        dossier.Property(d => d.Id).ValueGeneratedNever();
        dossier.Property(d => d.Version).IsConcurrencyToken();
        dossier.Property(d => d.Standpoints).HasJsonColumn();
        dossier.Property(d => d.Checklist).HasJsonColumn();
        dossier.Property(d => d.Outcome).HasJsonColumn();
        dossier.Property(d => d.EarlierOutcomes).HasJsonColumn();
        dossier.Property(d => d.Tasks).HasJsonColumn();
        dossier.HasOne<Agreement>().WithMany().HasForeignKey(d => d.AgreementId);
        dossier.HasIndex(d => new { d.AgreementId, d.End }).IsUnique().HasDatabaseName(RenewalRules.OnceConstraint);
    }
}
