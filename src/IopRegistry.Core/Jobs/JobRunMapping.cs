using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Jobs;

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("JobRuns");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Job).HasMaxLength(JobRun.JobMaxLength);
        run.Property(r => r.Node).HasMaxLength(JobRun.NodeMaxLength);
        run.Property(r => r.Failure).HasMaxLength(JobRun.FailureMaxLength);
        run.Property(r => r.Counts).HasJsonColumn();

        // A job's runs, the newest first, and those that ended in one way.
        run.HasIndex(r => new
            {
                r.Job,
                r.StartedAt,
                r.Id,
            })
            .HasDatabaseName("ix_job_runs_started");
        run.HasIndex(r => new
            {
                r.Job,
                r.State,
                r.StartedAt,
                r.Id,
            })
            .HasDatabaseName("ix_job_runs_state");
        // What is to be forgotten.
        run.HasIndex(r => new { r.DidSomething, r.StartedAt }).HasDatabaseName("ix_job_runs_age");
    }
}
