using IopRegistry.Persistence;
using IopRegistry.Trail;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Goes through the trail of every agreement. A broken one is no work to be done again but something that people must look
/// into: the run fails and names the first broken link.
/// </summary>
public sealed class VerifyTrails(IopDbContext db) : IScheduledTask
{
    public const string Name = "verify-trail";

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        var report = await new TrailVerifier(db).VerifyAllAsync(cancellationToken);
        if (report.Faults.Count > 0)
        {
            var first = (await BrokenTrails.DescribeAsync(db, [report.Faults[0]], cancellationToken))[0];
            throw new BrokenTrailException($"{report.Broken} of {report.Agreements} trails are broken. {first}");
        }

        return JobCounts.Of("agreements", report.Agreements).With("entries", report.Entries);
    }
}

/// <summary>A trail has been tampered with. The message is ours and holds nothing secret.</summary>
public sealed class BrokenTrailException(string message) : Exception(message);

/// <summary>Broken links in words for an operator: the agreement by its reference, the entry, and what is wrong with it.</summary>
internal static class BrokenTrails
{
    public static async Task<IReadOnlyList<string>> DescribeAsync(
        IopDbContext db,
        IReadOnlyList<TrailFault> faults,
        CancellationToken cancellationToken
    )
    {
        Guid[] ids = [.. faults.Select(fault => fault.AgreementId).Distinct()];
        var references = await db
            .Agreements.Where(agreement => EF.Parameter(ids).Contains(agreement.Id))
            .Select(agreement => new { agreement.Id, agreement.Reference })
            .ToDictionaryAsync(agreement => agreement.Id, agreement => agreement.Reference, cancellationToken);
        return
        [
            .. faults.Select(fault =>
                $"{references.GetValueOrDefault(fault.AgreementId) ?? fault.AgreementId.ToString()}: {fault.Text.En}"
            ),
        ];
    }
}
