using System.Threading.Channels;
using IopRegistry.Persistence;
using IopRegistry.Trail;

namespace IopRegistry.Api.Trail;

/// <summary>
/// What strangers tried, on its way to the trail. Bounded, so that nobody fills the memory; what does not fit is in the log.
/// Emptied before the process stops.
/// </summary>
internal sealed partial class RefusalQueue(IServiceScopeFactory scopes, ILogger<RefusalQueue> logger)
    : BackgroundService
{
    private const int Most = 10_000;

    private readonly Channel<TrailRecord> _waiting = Channel.CreateBounded<TrailRecord>(
        new BoundedChannelOptions(Most) { SingleReader = true }
    );

    public void Add(TrailRecord record)
    {
        if (!_waiting.Writer.TryWrite(record))
        {
            LogNotTold(record.UserId, record.Operation, record.AgreementId, null);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until it is empty and complete, rather than until the process wants to stop.
        await foreach (var record in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
                db.AppendToTrail(record);
                await db.SaveChangesAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                LogNotTold(record.UserId, record.Operation, record.AgreementId, exception);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "That user {UserId} was refused {Operation} of agreement {AgreementId} could not be appended to its trail"
    )]
    private partial void LogNotTold(Guid userId, string operation, Guid agreementId, Exception? exception);
}
