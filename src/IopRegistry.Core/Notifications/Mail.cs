using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Notifications;

public enum MailState
{
    Waiting,
    Sent,

    /// <summary>Given up: refused for good, or tried for days.</summary>
    Failed,
}

/// <summary>
/// An e-mail as it was written, kept so that a second try is the same mail: its id is its Message-ID, and a mailbox that
/// got it twice shows it once. Forgotten a month after it was sent.
/// </summary>
public sealed class Mail : Leased
{
    public const int SubjectMaxLength = 200;
    public const int UnsubscribeMaxLength = 300;

    /// <summary>As a code of SMTP; never the server's words, which repeat the address.</summary>
    public const int ErrorMaxLength = 100;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
        TimeSpan.FromHours(24),
    ];

    private Mail() { }

    public required Guid RecipientId { get; init; }

    public required string Address { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Where the recipient stops such mails with one click; null where that is not allowed.</summary>
    public string? UnsubscribeAddress { get; init; }

    public MailState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? SentAt { get; private set; }

    public string? LastError { get; private set; }

    public static Mail Write(
        Guid recipientId,
        string address,
        string subject,
        string text,
        string html,
        string? unsubscribeAddress,
        DateTimeOffset at
    ) =>
        new()
        {
            RecipientId = recipientId,
            Address = address,
            Subject = subject.Length > SubjectMaxLength ? subject[..SubjectMaxLength] : subject,
            Text = text,
            Html = html,
            UnsubscribeAddress = unsubscribeAddress,
            CreatedAt = at,
            NextAttemptAt = at,
        };

    public void Sent(DateTimeOffset at)
    {
        (Attempts, State, SentAt, NextAttemptAt, LastError) = (Attempts + 1, MailState.Sent, at, null, null);
    }

    /// <param name="error">The code of the refusal.</param>
    /// <param name="forGood">True when the address does not exist or the like.</param>
    /// <param name="at">When.</param>
    public void Refused(string error, bool forGood, DateTimeOffset at)
    {
        (Attempts, LastError) = (Attempts + 1, error);
        if (forGood || Attempts > Waits.Length)
        {
            (State, NextAttemptAt) = (MailState.Failed, null);
        }
        else
        {
            NextAttemptAt = at + Waits[Attempts - 1];
        }
    }

    /// <summary>Taken and not tried, because the server does not answer: the next run may, and it is no attempt.</summary>
    public void PutBack(DateTimeOffset until) => NextAttemptAt = until;
}

internal sealed class MailMapping : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> mail)
    {
        mail.ToTable("Mails");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.ClaimId).IsConcurrencyToken();
        mail.Property(m => m.Address).HasMaxLength(Identity.User.EmailMaxLength);
        mail.Property(m => m.Subject).HasMaxLength(Mail.SubjectMaxLength);
        mail.Property(m => m.UnsubscribeAddress).HasMaxLength(Mail.UnsubscribeMaxLength);
        mail.Property(m => m.LastError).HasMaxLength(Mail.ErrorMaxLength);
        mail.HasIndex(m => m.NextAttemptAt).HasDatabaseName("ix_mails_next_attempt");
        mail.HasIndex(m => m.CreatedAt).HasDatabaseName("ix_mails_created");
    }
}
