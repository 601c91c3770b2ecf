using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Notifications;

/// <summary>
/// A message to one recipient: a user, or a contact person who is no user and only gets it by e-mail. There is one for a
/// recipient and a message, which is why nobody is told twice, whatever is killed or run again.
/// </summary>
public sealed class Notification
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>A user, or a contact of the organisation.</summary>
    public required Guid RecipientId { get; init; }

    /// <summary>True for a contact person who is no user.</summary>
    public required bool IsContact { get; init; }

    /// <summary>The organisation for which the recipient is told.</summary>
    public required Guid OrganisationId { get; init; }

    public required Guid MessageId { get; init; }

    public required string Type { get; init; }

    public required NotificationKind Kind { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>When it should go by e-mail; null when it should not.</summary>
    public DateTimeOffset? MailDueAt { get; set; }

    /// <summary>The mail it went with. Whoever sets it first has made the mail.</summary>
    public Guid? MailId { get; private set; }

    /// <summary>Grows when it is read or unread; shown to clients as ETag.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Saying what is already so changes nothing.</summary>
    public void Mark(bool read, DateTimeOffset at)
    {
        if (read == ReadAt is not null)
        {
            return;
        }

        ReadAt = read ? at : null;
        MailDueAt = read ? null : MailDueAt; // what has been read here is not mailed
        Version++;
    }
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("Notifications");
        notification.Property(n => n.Id).ValueGeneratedNever();
        notification.Property(n => n.Version).IsConcurrencyToken();
        notification.Property(n => n.MailId).IsConcurrencyToken();
        notification.Property(n => n.Type).HasMaxLength(Message.TypeMaxLength);
        notification.HasOne<Message>().WithMany().HasForeignKey(n => n.MessageId);

        // Once for each; and everything that hangs on a message that is forgotten.
        notification
            .HasIndex(n => new { n.MessageId, n.RecipientId })
            .IsUnique()
            .HasDatabaseName(NotificationRules.OnceConstraint);
        // A recipient's list, latest first, and what is unread.
        notification
            .HasIndex(n => new
            {
                n.RecipientId,
                n.OrganisationId,
                n.OccurredAt,
                n.Id,
            })
            .HasDatabaseName("ix_notifications_list");
        notification
            .HasIndex(n => new
            {
                n.RecipientId,
                n.OrganisationId,
                n.ReadAt,
            })
            .HasDatabaseName("ix_notifications_unread");
        // What is to be mailed, and not what has been.
        notification
            .HasIndex(n => new
            {
                n.MailId,
                n.MailDueAt,
                n.RecipientId,
            })
            .HasDatabaseName("ix_notifications_mail_due");
    }
}
