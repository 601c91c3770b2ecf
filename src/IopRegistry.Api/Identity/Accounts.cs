using System.Security.Cryptography;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>Makes accounts and changes how one signs in to them. Each method saves what it does.</summary>
internal sealed class Accounts(
    IopDbContext db,
    IPasswordHasher<Account> hasher,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    private const int RecoveryCodeCount = 10;

    private readonly IDataProtector _authenticatorKeys = protection.CreateProtector("authenticator-keys");

    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    /// <summary>Nothing that was sent out before is good after this.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>A new account, to be saved together with what it belongs to.</summary>
    /// <exception cref="RuleViolationException">A weak password, a malformed address.</exception>
    /// <remarks>An address that is taken is found by the unique index, and mapped to its refusal like any other.</remarks>
    public Account Prepare(Guid userId, string email, string password, bool emailConfirmed)
    {
        email = email.Trim();
        if (!User.IsEmail(email))
        {
            throw new RuleViolationException(UserRules.EmailInvalid);
        }

        Password.Require(password, email);
        var account = new Account
        {
            Id = userId,
            Email = email,
            NormalizedEmail = Normalize(email),
            EmailConfirmed = emailConfirmed,
            SecurityStamp = NewStamp(),
            CreatedAt = clock.GetUtcNow(),
        };
        account.PasswordHash = hasher.HashPassword(account, password);
        return account;
    }

    /// <summary>404-free: the caller is signed in, so it is there unless the caller came by a token of the console.</summary>
    public Task<Account?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Accounts.SingleOrDefaultAsync(a => a.Id == userId, cancellationToken);

    public Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = Normalize(email);
        return db.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == normalized, cancellationToken);
    }

    /// <summary>A new password, after which mailed links are spent. Whoever calls ends the sessions.</summary>
    public void SetPassword(Account account, string password)
    {
        Password.Require(password, account.Email);
        account.PasswordHash = hasher.HashPassword(account, password);
        Changed(account);
    }

    /// <summary>
    /// The account of somebody who had left, for whoever reads its mail now: that may be another person, so nothing that
    /// signed in before does so any more. To be saved with what it is for.
    /// </summary>
    public async Task StartOverAsync(Guid userId, string password, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == userId, cancellationToken);
        SetPassword(account, password);
        (account.TwoFactorEnabled, account.AuthenticatorKey, account.RecoveryCodes) = (false, null, []);
        db.RemoveRange(await db.Passkeys.Where(p => p.AccountId == userId).ToListAsync(cancellationToken));
        db.RemoveRange(await db.ExternalLogins.Where(l => l.AccountId == userId).ToListAsync(cancellationToken));
        await SessionDesk.EndAsync(db, userId, null, SessionEnd.EndedByUser, clock.GetUtcNow(), cancellationToken);
    }

    public bool HasPassword(Account account, string password) =>
        account.PasswordHash is { } hash
        && hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>A new secret that counts for nothing until a code of it has been shown.</summary>
    public string NewAuthenticatorKey(Account account)
    {
        var key = AuthenticatorCode.NewKey();
        account.AuthenticatorKey = _authenticatorKeys.Protect(key);
        account.Version++;
        return key;
    }

    /// <returns>The step of a right code that has not been used; null otherwise.</returns>
    public long? CheckCode(Account account, string code) =>
        account.AuthenticatorKey is { } key
            ? AuthenticatorCode.Check(
                _authenticatorKeys.Unprotect(key),
                code,
                clock.GetUtcNow(),
                account.LastAuthenticatorStep
            )
            : null;

    /// <summary>Ten new codes, each good once; the old ones are gone. Only hashes are kept.</summary>
    public static IReadOnlyList<string> NewRecoveryCodes(Account account)
    {
        List<string> codes = [];
        for (var i = 0; i < RecoveryCodeCount; i++)
        {
            var digits = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
            codes.Add($"{digits[..5]}-{digits[5..10]}-{digits[10..15]}-{digits[15..]}");
        }

        account.RecoveryCodes = [.. codes.Select(AccessToken.HashOf)];
        return codes;
    }

    /// <summary>To be called with every change of what signs in.</summary>
    public static void Changed(Account account)
    {
        account.SecurityStamp = NewStamp();
        account.Version++;
    }
}
