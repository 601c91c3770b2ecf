using IopRegistry.Api.Retention;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Takes away what has been kept its time, rule by rule. A rule that fails is told about and does not stop the others, and
/// the next run takes what it left. Running twice, or on two nodes, takes away nothing more.
/// </summary>
public sealed partial class ApplyRetention(IopDbContext db, TimeProvider clock, ILogger<ApplyRetention> logger)
    : IScheduledTask
{
    public const string Name = "apply-retention";

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var counts = new JobCounts();
        foreach (var rule in RetentionRules.All)
        {
            try
            {
                counts.With(rule.Code, await rule.ApplyAsync(db, now, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                db.ChangeTracker.Clear();
                LogNotApplied(rule.Code, exception);
                counts.With("failed", 1);
            }
        }

        return counts;
    }

    [LoggerMessage(LogLevel.Error, "Retention rule {Rule} could not be applied; the next run tries again")]
    private partial void LogNotApplied(string rule, Exception exception);
}
