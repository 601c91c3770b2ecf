using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Notifications;

/// <summary>
/// Something that others are told about, written in the transaction that made it true: if the change is there, so is the
/// message, and the other way round. Taken from here to people and receivers afterwards, at least once, under this id.
/// </summary>
public sealed class OutboxMessage
{
    public const int TypeMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>One of <see cref="MessageTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The agreement it is about; null for a run that concerns many.</summary>
    public Guid? AgreementId { get; init; }

    /// <summary>What is needed to tell it: the step, the run, the flag.</summary>
    public required OutboxSubject Subject { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The last row of a run that has been told; a long run is told a slice at a time.</summary>
    public Guid? ToldUntil { get; private set; }

    public void Told(Guid until) => ToldUntil = until;
}

/// <summary>Which row a message is about; the text is made when it is told.</summary>
/// <param name="Sequence">The agreement's step.</param>
/// <param name="RunId">The run that raised or escalated flags.</param>
/// <param name="FlagId">One flag.</param>
/// <param name="DossierId">A renewal dossier.</param>
/// <param name="EndpointId">An address for webhooks.</param>
public sealed record OutboxSubject(
    int? Sequence = null,
    Guid? RunId = null,
    Guid? FlagId = null,
    Guid? DossierId = null,
    Guid? EndpointId = null
);

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("OutboxMessages");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Type).HasMaxLength(OutboxMessage.TypeMaxLength);
        message.Property(m => m.Subject).HasJsonColumn();
        message.Property(m => m.ToldUntil).IsConcurrencyToken(); // two nodes with the same slice: the second stops
        message.HasIndex(m => new { m.OccurredAt, m.Id }).HasDatabaseName("ix_outbox_messages_order");
    }
}
