using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IopRegistry.Identity;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("Users");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.Version).IsConcurrencyToken();
        user.Property(u => u.Name).HasMaxLength(User.NameMaxLength);
        user.Property(u => u.Memberships).HasJsonColumn();
        user.HasMany(u => u.NewOrganisations).WithOne().HasForeignKey(u => u.UserId);
    }
}

internal sealed class AccessTokenMapping : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> token)
    {
        token.ToTable("AccessTokens");
        token.HasKey(t => t.Hash);
        token.Property(t => t.Hash).HasMaxLength(64).IsOrdinal();
        token.HasIndex(t => t.UserId).HasDatabaseName("ix_access_tokens_user");
    }
}
