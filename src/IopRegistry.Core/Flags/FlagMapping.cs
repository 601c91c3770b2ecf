using IopRegistry.Agreements;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Flags;

internal sealed class FlagMapping : IEntityTypeConfiguration<Flag>
{
    public void Configure(EntityTypeBuilder<Flag> flag)
    {
        flag.ToTable("Flags");
        flag.Property(f => f.Id).ValueGeneratedNever();
        flag.Property(f => f.Version).IsConcurrencyToken();
        flag.Property(f => f.Inputs).HasJsonColumn();
        flag.Property(f => f.PublicAcknowledgement).HasJsonColumn();
        flag.Property(f => f.CivilAcknowledgement).HasJsonColumn();
        flag.HasOne<Agreement>().WithMany().HasForeignKey(f => f.AgreementId);

        // Once only; and an agreement's flags.
        flag.HasIndex(f => new
            {
                f.AgreementId,
                f.Kind,
                f.TargetDate,
                f.PartyId,
                f.Stage,
            })
            .IsUnique()
            .HasDatabaseName(FlagRules.OnceConstraint);
        // The daily run: what is due, what has had its day, what nobody has answered.
        flag.HasIndex(f => new { f.State, f.DueOn }).HasDatabaseName("ix_flags_due");
        flag.HasIndex(f => new { f.State, f.ClosesOn }).HasDatabaseName("ix_flags_closes");
        flag.HasIndex(f => f.EscalatesOn).HasDatabaseName("ix_flags_escalates");
        flag.HasIndex(f => f.RunId).HasDatabaseName("ix_flags_run");
    }
}

internal sealed class PlanRequestMapping : IEntityTypeConfiguration<PlanRequest>
{
    public void Configure(EntityTypeBuilder<PlanRequest> request)
    {
        request.ToTable("PlanRequests");
        request.Property(r => r.Id).ValueGeneratedNever();
    }
}
