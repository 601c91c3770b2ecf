using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Notifications;

/// <summary>
/// Something that has been told: once, whoever reads it. People get it by <see cref="Notification"/>, receivers by a
/// delivery. Its id follows from what it is about, so that telling the same thing again breaks a key and nothing else.
/// </summary>
public sealed class Message
{
    public const int TypeMaxLength = OutboxMessage.TypeMaxLength;

    public required Guid Id { get; init; }

    /// <summary>One of <see cref="MessageTypes"/>.</summary>
    public required string Type { get; init; }

    public Guid? AgreementId { get; init; }

    /// <summary>One line.</summary>
    public required LocalText Title { get; init; }

    /// <summary>One or two sentences.</summary>
    public required LocalText Text { get; init; }

    /// <summary>What a receiver gets: ids, states and dates, in the order they are written; never a person's data.</summary>
    public required IReadOnlyList<MessageField> Data { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>One member of a message's data: a text or a number.</summary>
public sealed record MessageField(string Name, string? Text, int? Number = null);

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.ToTable("Messages");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Type).HasMaxLength(Message.TypeMaxLength);
        message.Property(m => m.Title).HasJsonColumn();
        message.Property(m => m.Text).HasJsonColumn();
        message.Property(m => m.Data).HasJsonColumn();
        message.HasIndex(m => m.OccurredAt).HasDatabaseName("ix_messages_occurred"); // what is old is forgotten
    }
}
