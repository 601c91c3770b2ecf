using IopRegistry.Agreements;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Trail;

internal sealed class TrailEntryMapping : IEntityTypeConfiguration<TrailEntry>
{
    public void Configure(EntityTypeBuilder<TrailEntry> entry)
    {
        entry.ToTable("TrailEntries"); // only added to: a migration of its own has the triggers
        entry.HasKey(e => new { e.AgreementId, e.Number });
        entry.Property(e => e.Roles).HasMaxLength(TrailEntry.RolesMaxLength);
        entry.Property(e => e.Operation).HasMaxLength(TrailEntry.NameMaxLength);
        entry.Property(e => e.Action).HasMaxLength(TrailEntry.ActionMaxLength);
        entry.Property(e => e.RefusalCode).HasMaxLength(TrailEntry.NameMaxLength);
        entry.Property(e => e.Client).HasMaxLength(Caller.ClientMaxLength);
        entry.Property(e => e.TraceId).HasMaxLength(TrailEntry.NameMaxLength);
        entry.Property(e => e.PreviousHash).HasMaxLength(64);
        entry.Property(e => e.Hash).HasMaxLength(64);
        entry.HasOne<TrailHead>().WithMany().HasForeignKey(e => e.AgreementId);
        entry.HasIndex(e => e.UserId).HasDatabaseName("ix_trail_entries_user"); // what is stored about a person
    }
}

internal sealed class TrailHeadMapping : IEntityTypeConfiguration<TrailHead>
{
    public void Configure(EntityTypeBuilder<TrailHead> head)
    {
        head.ToTable("TrailHeads");
        head.HasKey(h => h.AgreementId);
        head.Property(h => h.AgreementId).ValueGeneratedNever();
        head.Property(h => h.Number).IsConcurrencyToken();
        head.Property(h => h.Hash).HasMaxLength(64);
        head.HasOne<Agreement>().WithOne().HasForeignKey<TrailHead>(h => h.AgreementId);
    }
}
