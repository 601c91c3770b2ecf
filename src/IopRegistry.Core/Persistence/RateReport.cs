using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Persistence;

/// <summary>
/// What one node has counted of the busiest callers in the current window, for the other nodes to add to what they count
/// themselves. One row for each node, written about once a second by nobody but that node.
/// </summary>
public sealed class RateReport
{
    public required Guid NodeId { get; init; }

    /// <summary>Which window: its number since 1970.</summary>
    public required long Period { get; init; }

    /// <summary>JSON: a name that only holds for the window, and calls. Who is behind a name is not stored.</summary>
    public required string Counts { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

internal sealed class RateReportMapping : IEntityTypeConfiguration<RateReport>
{
    public void Configure(EntityTypeBuilder<RateReport> report)
    {
        report.ToTable("RateReports");
        report.HasKey(r => r.NodeId);
        report.Property(r => r.NodeId).ValueGeneratedNever();
    }
}
