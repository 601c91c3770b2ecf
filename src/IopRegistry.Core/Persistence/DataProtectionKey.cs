using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Persistence;

/// <summary>
/// One key of the product's data protection (or the revocation of some), shared by every node. Sealed with the master key
/// that only the nodes have, so that a copy of the database opens nothing.
/// </summary>
public sealed class DataProtectionKey
{
    public const int NameMaxLength = 100;
    public const int MasterKeyIdMaxLength = 16;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; init; }

    /// <summary>Which master key opens it.</summary>
    public required string MasterKeyId { get; set; }

    public required byte[] Sealed { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("DataProtectionKeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(DataProtectionKey.NameMaxLength);
        key.Property(k => k.MasterKeyId).HasMaxLength(DataProtectionKey.MasterKeyIdMaxLength);
    }
}
