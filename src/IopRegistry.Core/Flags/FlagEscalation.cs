using IopRegistry.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Flags;

/// <summary>One step of an escalation: a flag that a side had not answered, and how far up it went. The log of it.</summary>
public sealed class FlagEscalation
{
    public required Guid FlagId { get; init; }

    /// <summary>1: the head of unit. 2: the board secretary. The civil side's contact is reminded each time.</summary>
    public required int Level { get; init; }

    /// <summary>The side that had not answered.</summary>
    public required Side Side { get; init; }

    public required Guid AgreementId { get; init; }

    /// <summary>The run that took the step; what is told about it hangs on this.</summary>
    public required Guid RunId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

internal sealed class FlagEscalationMapping : IEntityTypeConfiguration<FlagEscalation>
{
    public void Configure(EntityTypeBuilder<FlagEscalation> escalation)
    {
        escalation.ToTable("FlagEscalations");
        escalation.HasKey(e => new
        {
            e.FlagId,
            e.Level,
            e.Side,
        }); // no step is taken twice
        escalation.HasOne<Flag>().WithMany().HasForeignKey(e => e.FlagId);
        escalation.HasIndex(e => e.RunId).HasDatabaseName("ix_flag_escalations_run");
    }
}
