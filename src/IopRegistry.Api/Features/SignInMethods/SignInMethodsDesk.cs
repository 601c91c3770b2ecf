using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>
/// What every change of how one signs in has around it: the caller has signed in just now, the change is told to the address,
/// and mailed links of before are spent.
/// </summary>
internal sealed class SignInMethodsDesk(
    IopDbContext db,
    Accounts accounts,
    SessionDesk sessions,
    AccountMail mail,
    CurrentUser user
)
{
    /// <exception cref="ProblemException">404 for a caller who came by a token of the console and has no account.</exception>
    public async Task<Account> ReadAsync(CancellationToken cancellationToken) =>
        await accounts.FindAsync(user.Id, cancellationToken) ?? throw ProblemException.NotFound();

    /// <exception cref="RuleViolationException">When the caller signed in too long ago.</exception>
    public async Task<Account> TakeAsync(CancellationToken cancellationToken)
    {
        var account = await ReadAsync(cancellationToken);
        await sessions.RequireRecentAsync(user, cancellationToken);
        return account;
    }

    public async Task SaveAsync(Account account, LocalText told, CancellationToken cancellationToken)
    {
        Accounts.Changed(account);
        mail.Write(account.Id, account.Email, Letter.Changed(await LanguageAsync(cancellationToken), told));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<string> LanguageAsync(CancellationToken cancellationToken)
    {
        var id = user.Id;
        return await db.Users.Where(u => u.Id == id).Select(u => u.Language).SingleAsync(cancellationToken);
    }

    /// <summary>Whether the account could still be signed in to without one of its passkeys or outside sign-ins.</summary>
    /// <exception cref="RuleViolationException">When it could not.</exception>
    public async Task RequireAnotherWayInAsync(Account account, CancellationToken cancellationToken)
    {
        var others =
            await db.Passkeys.CountAsync(p => p.AccountId == account.Id, cancellationToken)
            + await db.ExternalLogins.CountAsync(l => l.AccountId == account.Id, cancellationToken)
            + (account.PasswordHash is null ? 0 : 1);
        if (others < 2)
        {
            throw new RuleViolationException(AccountRules.LastWayIn);
        }
    }
}
