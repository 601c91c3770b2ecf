using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Agreements.Importing;

internal sealed class AgreementImportMapping : IEntityTypeConfiguration<AgreementImport>
{
    public void Configure(EntityTypeBuilder<AgreementImport> import)
    {
        import.ToTable("AgreementImports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.Report).HasJsonColumn();

        // An organisation's imports, latest first; ids are in order of time within the same moment.
        import
            .HasIndex(i => new
            {
                i.OrganisationId,
                i.ImportedAt,
                i.Id,
            })
            .HasDatabaseName("ix_agreement_imports_organisation");
    }
}
