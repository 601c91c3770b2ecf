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
        user.Property(u => u.Email).HasMaxLength(User.EmailMaxLength);
        user.Property(u => u.Language).HasMaxLength(2);
        user.Property(u => u.MailChoices).HasJsonColumn();
        user.Property(u => u.UnsubscribeToken).HasMaxLength(64).IsOrdinal();
        user.HasIndex(u => u.UnsubscribeToken).HasDatabaseName("ix_users_unsubscribe");
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
