using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>
/// Whether an e-mail address, a password and perhaps a code belong together. Every refusal is the same one and takes the
/// same work – unknown address, wrong password, locked account – so that nobody learns who has an account. A try is taken
/// from the account before it is judged, by one statement, so that a thousand tries at once are five.
/// </summary>
internal sealed class SignIns(IopDbContext db, Accounts accounts, IPasswordHasher<Account> hasher, TimeProvider clock)
{
    private static Account Nobody { get; } =
        new()
        {
            Id = Guid.Empty,
            Email = "",
            CreatedAt = DateTimeOffset.MinValue,
        };

    /// <summary>What an unknown address is compared with; no password fits it.</summary>
    private static readonly string NobodysHash = new PasswordHasher<Account>(
        Microsoft.Extensions.Options.Options.Create(PeopleSetup.Hashing)
    ).HashPassword(Nobody, Guid.CreateVersion7().ToString());

    /// <exception cref="ProblemException">401: refused, or the second factor is missing.</exception>
    public async Task<Account> PasswordAsync(
        string email,
        string password,
        string? code,
        string? recoveryCode,
        CancellationToken cancellationToken
    )
    {
        var account = await accounts.FindAsync(email, cancellationToken);
        var taken = await TakeAttemptAsync(account?.Id ?? Guid.Empty, cancellationToken);
        var hash = taken ? account?.PasswordHash : null;
        var verdict = hasher.VerifyHashedPassword(account ?? Nobody, hash ?? NobodysHash, password);
        if (account is null || hash is null || verdict == PasswordVerificationResult.Failed)
        {
            throw new ProblemException(ProblemKinds.SignInRefused);
        }

        if (account.TwoFactorEnabled)
        {
            if (code is null && recoveryCode is null)
            {
                await GiveAttemptBackAsync(account.Id, cancellationToken);
                throw new ProblemException(ProblemKinds.SecondFactorNeeded);
            }

            if (
                !(code is not null && await SpendCodeAsync(account, code, cancellationToken))
                && !(recoveryCode is not null && await SpendRecoveryCodeAsync(account, recoveryCode, cancellationToken))
            )
            {
                throw new ProblemException(ProblemKinds.SignInRefused);
            }
        }

        await ForgetFailuresAsync(account.Id, cancellationToken);
        return account;
    }

    /// <summary>The present password, of somebody who is signed in: guesses count like any others.</summary>
    /// <exception cref="RuleViolationException">When it is wrong, or there were too many guesses.</exception>
    public async Task RequirePasswordAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (!await TakeAttemptAsync(account.Id, cancellationToken) || !accounts.HasPassword(account, password))
        {
            throw new RuleViolationException(AccountRules.PasswordWrong);
        }

        await ForgetFailuresAsync(account.Id, cancellationToken);
    }

    public async Task ForgetFailuresAsync(Guid accountId, CancellationToken cancellationToken) =>
        await db
            .Accounts.Where(a => a.Id == accountId)
            .ExecuteUpdateAsync(
                account =>
                    account
                        .SetProperty(a => a.FailedAttempts, 0)
                        .SetProperty(a => a.LockedUntil, (DateTimeOffset?)null),
                cancellationToken
            );

    /// <summary>Whether there was a try left. The last one locks the account, unless it turns out to be right.</summary>
    private async Task<bool> TakeAttemptAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? until = now + Account.LockedFor;
        return await db
                .Accounts.Where(a => a.Id == accountId && (a.LockedUntil == null || a.LockedUntil <= now))
                .ExecuteUpdateAsync(
                    account =>
                        account
                            .SetProperty(a => a.FailedAttempts, a => a.LockedUntil == null ? a.FailedAttempts + 1 : 1)
                            .SetProperty(
                                a => a.LockedUntil,
                                a =>
                                    a.LockedUntil == null && a.FailedAttempts + 1 >= Account.MostFailures ? until : null
                            ),
                    cancellationToken
                ) == 1;
    }

    /// <summary>The password was right and only the code is missing: no failure, and no success that wipes failures out.</summary>
    private async Task GiveAttemptBackAsync(Guid accountId, CancellationToken cancellationToken) =>
        await db
            .Accounts.Where(a => a.Id == accountId && a.FailedAttempts > 0)
            .ExecuteUpdateAsync(
                account =>
                    account
                        .SetProperty(a => a.FailedAttempts, a => a.FailedAttempts - 1)
                        .SetProperty(a => a.LockedUntil, (DateTimeOffset?)null),
                cancellationToken
            );

    /// <summary>One of two who send the same code at once is too late.</summary>
    private async Task<bool> SpendCodeAsync(Account account, string code, CancellationToken cancellationToken) =>
        accounts.CheckCode(account, code) is { } step
        && await db
            .Accounts.Where(a => a.Id == account.Id && a.LastAuthenticatorStep < step)
            .ExecuteUpdateAsync(update => update.SetProperty(a => a.LastAuthenticatorStep, step), cancellationToken)
            == 1;

    private async Task<bool> SpendRecoveryCodeAsync(
        Account account,
        string recoveryCode,
        CancellationToken cancellationToken
    )
    {
        var hash = AccessToken.HashOf(recoveryCode.Trim().ToLowerInvariant());
        if (!account.RecoveryCodes.Contains(hash, StringComparer.Ordinal))
        {
            return false;
        }

        account.RecoveryCodes =
        [
            .. account.RecoveryCodes.Where(left => !string.Equals(left, hash, StringComparison.Ordinal)),
        ];
        account.Version++;
        await db.SaveChangesAsync(cancellationToken); // refused when somebody else spends one at the same moment
        return true;
    }
}
