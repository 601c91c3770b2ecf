using System.Data.Common;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// What operators read of a failure. A message of somebody else's may hold an address with a token or a row of data, so only
/// messages of our own are told; of others the kind, and the log has the rest under the run's id.
/// </summary>
internal static class JobFailure
{
    public static string TextOf(Exception exception) => string.Join(" < ", Chain(exception).Select(Text));

    private static string Text(Exception exception) =>
        exception switch
        {
            RuleViolationException refused => refused.Violation.Code,
            BrokenTrailException broken => broken.Message,
            DbException { SqlState: { Length: > 0 } state } => $"{exception.GetType().Name} {state}",
            _ => exception.GetType().Name,
        };

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
