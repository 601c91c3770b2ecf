using IopRegistry.Api.Http;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>Two nodes that do the same work meet in a key or a version; the second has nothing left to do.</summary>
internal static class LostRaces
{
    public static bool IsLostRace(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException || ProblemMapping.ViolatedUniqueConstraint(exception) is not null;
}
