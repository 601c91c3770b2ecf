using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>A new password, with everything that follows from it: sessions end, and the address is told.</summary>
internal sealed class PasswordDesk(
    IopDbContext db,
    Accounts accounts,
    SignIns signIns,
    MailedLinks links,
    AccountMail mail,
    SessionDesk sessions,
    TimeProvider clock
)
{
    private static readonly LocalText Told = new(
        "Ditt lösenord i IopRegistry har ändrats, och alla andra sessioner har avslutats.",
        "Your password in IopRegistry has been changed, and all other sessions have been ended."
    );

    public async Task ResetAsync(string token, string password, CancellationToken cancellationToken)
    {
        var (account, _) = await links.OpenAsync(token, LinkPurpose.ResetPassword, cancellationToken);
        accounts.SetPassword(account, password);
        account.EmailConfirmed = true; // whoever reads its mail has the address
        await SaveAsync(account, except: null, cancellationToken);
    }

    public async Task ChangeAsync(
        CurrentUser user,
        string? present,
        string password,
        CancellationToken cancellationToken
    )
    {
        var account = await accounts.FindAsync(user.Id, cancellationToken) ?? throw ProblemException.NotFound(); // a token of the console has no account
        if (account.PasswordHash is null)
        {
            await sessions.RequireRecentAsync(user, cancellationToken);
        }
        else
        {
            await signIns.RequirePasswordAsync(account, present ?? "", cancellationToken);
        }

        accounts.SetPassword(account, password);
        await SaveAsync(account, user.SessionId, cancellationToken);
    }

    private async Task SaveAsync(Account account, Guid? except, CancellationToken cancellationToken)
    {
        var language = await db
            .Users.Where(u => u.Id == account.Id)
            .Select(u => u.Language)
            .SingleAsync(cancellationToken);
        mail.Write(account.Id, account.Email, Letter.Changed(language, Told));
        await SessionDesk.EndAsync(
            db,
            account.Id,
            except,
            SessionEnd.EndedByUser,
            clock.GetUtcNow(),
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken); // the password and the end of the sessions, or neither
        await signIns.ForgetFailuresAsync(account.Id, cancellationToken);
    }
}
