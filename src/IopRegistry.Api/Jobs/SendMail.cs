using IopRegistry.Api.Messaging;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Jobs;

/// <summary>
/// Writes what is due and hands it to the mail server. A mail is claimed before it is sent, so that two nodes do not send
/// the same one; a claim that is not used runs out. A server that does not answer costs one attempt in each run and no
/// mail its tries.
/// </summary>
public sealed partial class SendMail(
    IopDbContext db,
    MailSettings settings,
    TimeProvider clock,
    ILogger<SendMail> logger
) : IScheduledTask
{
    public const string Name = "send-mail";

    private const int BatchSize = 10;

    /// <summary>Longer than a whole batch can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ServerDownWait = TimeSpan.FromMinutes(1);

    public async Task<JobCounts> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsConfigured)
        {
            return [];
        }

        var counts = JobCounts.Of(
            "written",
            await new MailComposer(db, settings, clock).ComposeAsync(cancellationToken)
        );
        using var post = new SmtpPost(settings);
        var down = false;
        while (!down && await ClaimAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (var mail in batch)
            {
                down |= await SendAsync(mail, post, down, counts, cancellationToken);
            }
        }

        return counts;
    }

    private async Task<IReadOnlyList<Mail>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await db
            .Mails.Where(m => m.NextAttemptAt <= now)
            .OrderBy(m => m.NextAttemptAt)
            .Select(m => m.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        return due.Count == 0 ? [] : await db.Mails.ClaimAsync(due, now, Lease, cancellationToken);
    }

    /// <returns>True when the server is down.</returns>
    private async Task<bool> SendAsync(
        Mail mail,
        SmtpPost post,
        bool down,
        JobCounts counts,
        CancellationToken cancellationToken
    )
    {
        var outcome = down ? new("server-down", ServerDown: true) : await post.SendAsync(mail, cancellationToken);
        db.ChangeTracker.Clear();
        db.Attach(mail);
        var now = clock.GetUtcNow();
        if (outcome.Error is not { } error)
        {
            mail.Sent(now);
            counts.With("sent", 1);
        }
        else if (outcome.ServerDown)
        {
            mail.PutBack(now + ServerDownWait);
            counts.With("postponed", 1);
            if (!down)
            {
                LogServerDown(error);
            }
        }
        else
        {
            mail.Refused(error, outcome.ForGood, now);
            counts.With(mail.State == MailState.Failed ? "failed" : "refused", 1);
            LogRefused(mail.Id, error);
        }

        try
        {
            // What has been sent is written down even when the service is being stopped.
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Slower than its lease: somebody else has it, under the same Message-ID.
        }

        return outcome.ServerDown;
    }

    [LoggerMessage(LogLevel.Warning, "The mail server takes no mail now ({Error}); the next run tries again")]
    private partial void LogServerDown(string error);

    [LoggerMessage(LogLevel.Information, "Mail {MailId} was refused ({Error})")]
    private partial void LogRefused(Guid mailId, string error);
}
