using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

/// <summary>
/// A question to a browser that has been answered: a passkey's answer is good once, also when somebody copied it. The row is
/// there until the question would have been too old anyway.
/// </summary>
public sealed class SpentChallenge
{
    /// <summary>SHA-256 of the question.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SpentChallengeMapping : IEntityTypeConfiguration<SpentChallenge>
{
    public void Configure(EntityTypeBuilder<SpentChallenge> challenge)
    {
        challenge.ToTable("SpentChallenges");
        challenge.HasKey(c => c.Hash);
        challenge.Property(c => c.Hash).HasMaxLength(64).IsOrdinal();
        challenge.HasIndex(c => c.ExpiresAt).HasDatabaseName("ix_spent_challenges_expires");
    }
}
