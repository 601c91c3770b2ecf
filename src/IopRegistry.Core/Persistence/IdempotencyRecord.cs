using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Persistence;

/// <summary>
/// One Idempotency-Key of one client: first a claim with a lease, then the answer. The answer is written in the same
/// transaction as the work, so there is never one without the other.
/// </summary>
public sealed class IdempotencyRecord
{
    public const int KeyMaxLength = 255;
    public const int HeaderMaxLength = 500;

    public required Guid UserId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, address and body in hexadecimal: what the key was first used for.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Who holds the claim. A claimant whose lease ran out and was taken over finds another id here and undoes its work.</summary>
    public required Guid ClaimId { get; init; }

    /// <summary>After this moment an unfinished claim belongs to a dead process.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null as long as the work is not done.</summary>
    public int? StatusCode { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Sealed.</summary>
    public byte[]? Body { get; init; }
}

internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.ToTable("IdempotencyRecords");
        record.HasKey(r => new
        {
            r.UserId,
            r.OrganisationId,
            r.Key,
        });
        record.Property(r => r.Key).HasMaxLength(IdempotencyRecord.KeyMaxLength).IsOrdinal();
        record.Property(r => r.Fingerprint).HasMaxLength(64);
        record.Property(r => r.Location).HasMaxLength(IdempotencyRecord.HeaderMaxLength);
        record.Property(r => r.ETag).HasMaxLength(IdempotencyRecord.HeaderMaxLength);
        record.Property(r => r.ContentType).HasMaxLength(IdempotencyRecord.HeaderMaxLength);
        record.HasIndex(r => r.ExpiresAt).HasDatabaseName("ix_idempotency_records_expires");
    }
}
