using IopRegistry.Agreements;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Openness;

internal sealed class PublicationMapping : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> publication)
    {
        publication.ToTable("Publications");
        publication.HasKey(p => p.AgreementId);
        publication.Property(p => p.Stamp).IsConcurrencyToken();
        publication.Property(p => p.ShelteredReason).HasMaxLength(Publication.ReasonMaxLength);
        publication.Property(p => p.Choices).HasJsonColumn();
        publication.HasOne<Agreement>().WithOne().HasForeignKey<Publication>(p => p.AgreementId);
        publication.HasOne(p => p.Entry).WithOne().HasForeignKey<PublicAgreement>(p => p.AgreementId);
        // What the job has to write anew.
        publication.HasIndex(p => new { p.RulesVersion, p.AgreementId }).HasDatabaseName("ix_publications_rules");
    }
}

internal sealed class PublicAgreementMapping : IEntityTypeConfiguration<PublicAgreement>
{
    public void Configure(EntityTypeBuilder<PublicAgreement> agreement)
    {
        agreement.ToTable("PublicAgreements");
        agreement.HasKey(a => a.AgreementId);
        agreement.Property(a => a.Reference).HasMaxLength(20).IsOrdinal();
        agreement.Property(a => a.TitleKey).HasMaxLength(PublicAgreement.TitleKeyMaxLength).IsOrdinal();
        agreement.Property(a => a.Contents).HasJsonColumn();
        agreement.Property(a => a.Keys).HasJsonColumn();

        // Each order of the list, whole or of one state; a page is read from one index and stops at its end.
        agreement.HasIndex(a => new { a.TitleKey, a.AgreementId }).HasDatabaseName("ix_public_agreements_title");
        agreement.HasIndex(a => new { a.EndsOn, a.AgreementId }).HasDatabaseName("ix_public_agreements_end");
        agreement.HasIndex(a => new { a.StartsOn, a.AgreementId }).HasDatabaseName("ix_public_agreements_start");
        agreement.HasIndex(a => new { a.Reference, a.AgreementId }).HasDatabaseName("ix_public_agreements_reference");
        agreement.HasIndex(a => new { a.UpdatedAt, a.AgreementId }).HasDatabaseName("ix_public_agreements_updated");
        agreement
            .HasIndex(a => new
            {
                a.State,
                a.TitleKey,
                a.AgreementId,
            })
            .HasDatabaseName("ix_public_agreements_state");
    }
}

internal sealed class PublicAgreementKeyMapping : IEntityTypeConfiguration<PublicAgreementKey>
{
    public void Configure(EntityTypeBuilder<PublicAgreementKey> key)
    {
        key.ToTable("PublicAgreementKeys");
        key.HasKey(k => new { k.Key, k.AgreementId }); // who is found by it
        key.Property(k => k.Key).HasMaxLength(PublicAgreementKey.MaxLength).IsOrdinal();
        // Whether one that is found by a word has another, too.
        key.HasIndex(k => new { k.AgreementId, k.Key }).HasDatabaseName("ix_public_agreement_keys_of");
    }
}
