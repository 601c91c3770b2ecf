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
    }
}

internal sealed class AccessTokenMapping : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> token)
    {
        token.ToTable("AccessTokens");
        token.HasKey(t => t.Hash);
        token.Property(t => t.Hash).HasMaxLength(64).IsOrdinal();
        token.Property(t => t.Scopes).HasJsonColumn();
        token.HasIndex(t => t.UserId).HasDatabaseName("ix_access_tokens_user");
        token.HasIndex(t => t.ExpiresAt).HasDatabaseName("ix_access_tokens_expires");
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("Accounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Version).IsConcurrencyToken();
        account.Property(a => a.Email).HasMaxLength(User.EmailMaxLength);
        account.Property(a => a.NormalizedEmail).HasMaxLength(User.EmailMaxLength).IsOrdinal();
        account.Property(a => a.PasswordHash).HasMaxLength(Account.SecretMaxLength);
        account.Property(a => a.SecurityStamp).HasMaxLength(64);
        account.Property(a => a.AuthenticatorKey).HasMaxLength(Account.SecretMaxLength);
        account.Property(a => a.RecoveryCodes).HasJsonColumn();
        account.HasOne<User>().WithOne().HasForeignKey<Account>(a => a.Id);
        account.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName(AccountRules.EmailConstraint);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        passkey.ToTable("Passkeys");
        passkey.Property(p => p.Id).ValueGeneratedNever();
        passkey.Property(p => p.CredentialHash).HasMaxLength(64).IsOrdinal();
        passkey.Property(p => p.Credential).HasJsonColumn();
        passkey.Property(p => p.Name).HasMaxLength(Passkey.NameMaxLength);
        passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        passkey.HasIndex(p => p.CredentialHash).IsUnique().HasDatabaseName(AccountRules.PasskeyConstraint);
        passkey.HasIndex(p => p.AccountId).HasDatabaseName("ix_passkeys_account");
    }
}

internal sealed class ExternalLoginMapping : IEntityTypeConfiguration<ExternalLogin>
{
    public void Configure(EntityTypeBuilder<ExternalLogin> login)
    {
        login.ToTable("ExternalLogins");
        login.HasKey(l => new { l.Provider, l.Subject });
        login.Property(l => l.Provider).HasMaxLength(ExternalLogin.ProviderMaxLength).IsOrdinal();
        login.Property(l => l.Subject).HasMaxLength(ExternalLogin.SubjectMaxLength).IsOrdinal();
        login.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        login.HasIndex(l => l.AccountId).HasDatabaseName("ix_external_logins_account");
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("Sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Client).HasMaxLength(Session.ClientMaxLength);
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        session.HasIndex(s => new { s.UserId, s.StartedAt }).HasDatabaseName("ix_sessions_user");
        session.HasIndex(s => s.ExpiresAt).HasDatabaseName("ix_sessions_expires");
    }
}

internal sealed class RefreshTokenMapping : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("RefreshTokens");
        token.HasKey(t => t.Hash);
        token.Property(t => t.Hash).HasMaxLength(64).IsOrdinal();
        token.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
        token.HasIndex(t => t.SessionId).HasDatabaseName("ix_refresh_tokens_session");
        token.HasIndex(t => t.ExpiresAt).HasDatabaseName("ix_refresh_tokens_expires");
    }
}
