using System.Security.Cryptography;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>
/// The framework's identity over our accounts: it hashes passwords, makes the tokens of mailed links and checks passkeys.
/// What it asks for is written at once; changes of our own are saved by whoever makes them.
/// </summary>
internal sealed class AccountStore(IopDbContext db, TimeProvider clock)
    : IUserPasswordStore<Account>,
        IUserEmailStore<Account>,
        IUserSecurityStampStore<Account>,
        IUserPasskeyStore<Account>
{
    public static string HashOf(byte[] credentialId) => Convert.ToHexStringLower(SHA256.HashData(credentialId));

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        db.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        user.Version++;
        await db.SaveChangesAsync(cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        db.Remove(user);
        await db.SaveChangesAsync(cancellationToken);
        return IdentityResult.Success;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id)
            ? db.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancellationToken)
            : Task.FromResult<Account?>(null);

    /// <summary>The name that one signs in with is the address.</summary>
    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        SetNormalizedEmailAsync(user, normalizedName, cancellationToken);

    public Task<string?> GetEmailAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetEmailAsync(Account user, string? email, CancellationToken cancellationToken)
    {
        user.Email = email ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedEmailAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedEmail);

    public Task SetNormalizedEmailAsync(Account user, string? normalizedEmail, CancellationToken cancellationToken)
    {
        user.NormalizedEmail = normalizedEmail ?? "";
        return Task.CompletedTask;
    }

    public Task<bool> GetEmailConfirmedAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.EmailConfirmed);

    public Task SetEmailConfirmedAsync(Account user, bool confirmed, CancellationToken cancellationToken)
    {
        user.EmailConfirmed = confirmed;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public async Task AddOrUpdatePasskeyAsync(
        Account user,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    )
    {
        var hash = HashOf(passkey.CredentialId);
        var credential = new PasskeyCredential(
            passkey.CredentialId,
            passkey.PublicKey,
            passkey.SignCount,
            passkey.Transports,
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
            passkey.AttestationObject,
            passkey.ClientDataJson
        );
        var now = clock.GetUtcNow();
        var known = await db.Passkeys.SingleOrDefaultAsync(
            p => p.CredentialHash == hash && p.AccountId == user.Id,
            cancellationToken
        );
        if (known is null)
        {
            db.Add(
                new Passkey
                {
                    AccountId = user.Id,
                    CredentialHash = hash,
                    Credential = credential,
                    Name = passkey.Name ?? "",
                    CreatedAt = now,
                }
            );
        }
        else
        {
            (known.Credential, known.LastUsedAt) = (credential, now);
        }
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [
            .. (
                await db
                    .Passkeys.AsNoTracking()
                    .Where(p => p.AccountId == user.Id)
                    .Take(Passkey.MostPerAccount)
                    .ToListAsync(cancellationToken)
            ).Select(InfoOf),
        ];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = HashOf(credentialId);
        return await db.Accounts.SingleOrDefaultAsync(
            a => db.Passkeys.Any(p => p.CredentialHash == hash && p.AccountId == a.Id),
            cancellationToken
        );
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Account user,
        byte[] credentialId,
        CancellationToken cancellationToken
    )
    {
        var hash = HashOf(credentialId);
        var found = await db
            .Passkeys.AsNoTracking()
            .SingleOrDefaultAsync(p => p.CredentialHash == hash && p.AccountId == user.Id, cancellationToken);
        return found is null ? null : InfoOf(found);
    }

    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = HashOf(credentialId);
        await db
            .Passkeys.Where(p => p.CredentialHash == hash && p.AccountId == user.Id)
            .ExecuteDeleteAsync(cancellationToken);
    }

    public void Dispose()
    {
        // The context belongs to the request.
    }

    private static UserPasskeyInfo InfoOf(Passkey passkey) =>
        new(
            passkey.Credential.Id,
            passkey.Credential.PublicKey,
            passkey.CreatedAt,
            passkey.Credential.SignCount,
            passkey.Credential.Transports?.ToArray(),
            passkey.Credential.IsUserVerified,
            passkey.Credential.IsBackupEligible,
            passkey.Credential.IsBackedUp,
            passkey.Credential.AttestationObject,
            passkey.Credential.ClientDataJson
        )
        {
            Name = passkey.Name,
        };
}
