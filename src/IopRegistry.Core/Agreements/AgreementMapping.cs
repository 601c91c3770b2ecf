using IopRegistry.Agreements.Assessments;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Agreements;

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable("Agreements");
        agreement.Property(a => a.Id).ValueGeneratedNever();
        agreement.Property(a => a.Version).IsConcurrencyToken();
        agreement.Property(a => a.Reference).HasMaxLength(20).IsOrdinal(); // sorted by
        agreement.Property(a => a.Title).HasMaxLength(Description.TitleMaxLength);
        agreement.Property(a => a.ContentHash).HasMaxLength(64);
        agreement.Property(a => a.ExternalKey).HasMaxLength(100).IsOrdinal(); // the source may tell r1 from R1
        agreement.Property(a => a.SearchKey).HasMaxLength(Agreement.SearchKeyMaxLength).IsOrdinal();
        agreement.Property(a => a.Waiting).HasJsonColumn();
        agreement.Property(a => a.Description).HasJsonColumn();
        agreement.Property(a => a.Term).HasJsonColumn();
        agreement.Property(a => a.Parties).HasJsonColumn();
        agreement.Property(a => a.Missing).HasJsonColumn();
        agreement.Property(a => a.Figures).HasJsonColumn();
        agreement.Property(a => a.Outlook).HasJsonColumn();
        agreement.Property(a => a.Handling).HasJsonColumn();
        agreement.Property(a => a.Assessment).HasJsonColumn();
        agreement.Property(a => a.Closing).HasJsonColumn();
        agreement.Property(a => a.Confirmations).HasJsonColumn();
        agreement.Property(a => a.Decisions).HasJsonColumn();
        agreement.Property(a => a.Signatures).HasJsonColumn();
        agreement.Property(a => a.Notices).HasJsonColumn();
        agreement.Property(a => a.Dialogues).HasJsonColumn();
        agreement.Property(a => a.Termination).HasJsonColumn();
        agreement.Property(a => a.Extensions).HasJsonColumn();
        agreement.Property(a => a.Amendments).HasJsonColumn();
        agreement.Property(a => a.ChainBefore).HasJsonColumn();
        agreement.Property(a => a.Successor).HasJsonColumn();
        agreement.Property(a => a.Source).HasJsonColumn();

        agreement.HasIndex(a => a.Reference).IsUnique().HasDatabaseName(AgreementConstraintRules.Reference);
        agreement.HasIndex(a => a.FrameworkId).HasDatabaseName("ix_agreements_framework");
        // The daily run: what is due, not what exists.
        agreement.HasIndex(a => a.ClockDueOn).HasDatabaseName("ix_agreements_clock_due");
        agreement
            .HasIndex(a => new { a.ImportedForOrganisationId, a.ExternalKey })
            .IsUnique()
            .HasDatabaseName(AgreementConstraintRules.ExternalKey);
    }
}

internal sealed class AgreementPartyMapping : IEntityTypeConfiguration<AgreementParty>
{
    public void Configure(EntityTypeBuilder<AgreementParty> party)
    {
        party.ToTable("AgreementParties");
        party.HasKey(p => new { p.AgreementId, p.PartyId });
        party.Property(p => p.MunicipalityCode).HasMaxLength(4);
        party.HasOne<Agreement>().WithMany().HasForeignKey(p => p.AgreementId);

        // An organisation's list by state, by end date; and all its agreements by end date. The first carries what a
        // portfolio sums up, so that hundreds of agreements are a few pages of the index and not one page of the table each.
        string[] summedUp =
        [
            nameof(AgreementParty.IsWaitedFor),
            nameof(AgreementParty.IsContinued),
            nameof(AgreementParty.GapDays),
            nameof(AgreementParty.OneYearLinks),
            nameof(AgreementParty.DaysDecidedLate),
            nameof(AgreementParty.WaitingSince),
            nameof(AgreementParty.PublicCashPerYear),
        ];
        party
            .HasIndex(p => new
            {
                p.OrganisationId,
                p.IsFirst,
                p.State,
                p.EndsOn,
                p.AgreementId,
            })
            .HasDatabaseName("ix_agreement_parties_state_end")
            .HasAnnotation("Npgsql:IndexInclude", summedUp)
            .HasAnnotation("SqlServer:Include", summedUp);
        party
            .HasIndex(p => new
            {
                p.OrganisationId,
                p.IsFirst,
                p.EndsOn,
                p.AgreementId,
            })
            .HasDatabaseName("ix_agreement_parties_end");
    }
}

internal sealed class AgreementVersionMapping : IEntityTypeConfiguration<AgreementVersion>
{
    public void Configure(EntityTypeBuilder<AgreementVersion> version)
    {
        version.ToTable("AgreementVersions");
        version.HasKey(v => new { v.AgreementId, v.Number });
        version.Property(v => v.ContentHash).HasMaxLength(64);
        version.Property(v => v.Note).HasMaxLength(AgreementStep.ReasonMaxLength);
        version.Property(v => v.Contents).HasJsonColumn();
        version.Property(v => v.Parties).HasJsonColumn();
        version.Property(v => v.ChangedParts).HasJsonColumn();
        version.HasOne<Agreement>().WithMany().HasForeignKey(v => v.AgreementId);
    }
}

internal sealed class AgreementStepMapping : IEntityTypeConfiguration<AgreementStep>
{
    public void Configure(EntityTypeBuilder<AgreementStep> step)
    {
        step.ToTable("AgreementSteps");
        step.HasKey(s => new { s.AgreementId, s.Sequence });
        step.Property(s => s.Reason).HasMaxLength(AgreementStep.ReasonMaxLength);
        step.HasOne<Agreement>().WithMany().HasForeignKey(s => s.AgreementId);
        // What a person has done: asked for by the person.
        step.HasIndex(s => new
            {
                s.UserId,
                s.AgreementId,
                s.Sequence,
            })
            .HasDatabaseName("ix_agreement_steps_user");
    }
}

internal sealed class CriteriaSetMapping : IEntityTypeConfiguration<CriteriaSet>
{
    public void Configure(EntityTypeBuilder<CriteriaSet> set)
    {
        set.ToTable("CriteriaSets");
        set.Property(s => s.Id).ValueGeneratedNever();
        set.Property(s => s.Version).IsConcurrencyToken();
        set.Property(s => s.Name).HasMaxLength(200);
        set.Property(s => s.Criteria).HasJsonColumn();
        set.HasIndex(s => s.OrganisationId).IsUnique().HasDatabaseName(AgreementConstraintRules.CriteriaSet);
    }
}
