using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Retention;

/// <summary>
/// Takes the person out of what a user has left behind: name, address, every way to sign in and everything that was sent.
/// The id, the roles and their dates stay, because the timeline and the trail stand by them.
/// </summary>
internal static class Leavers
{
    /// <returns>How many; all of them or, when somebody is changing one of them, none.</returns>
    public static Task<int> AnonymiseAsync(
        IopDbContext db,
        IReadOnlyList<Guid> userIds,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        db.TogetherAsync(
            async token =>
            {
                var users = await db.Users.Where(user => userIds.Contains(user.Id)).ToListAsync(token);
                var today = SwedishCalendar.DayOf(at);
                users.ForEach(user => user.Anonymise(today, at));
                await ForgetAsync(db, userIds, token);
                await db.SaveChangesAsync(token);
                return users.Count;
            },
            cancellationToken
        );

    /// <summary>What hangs on something goes before it.</summary>
    private static async Task ForgetAsync(IopDbContext db, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await db
            .RefreshTokens.Where(t => db.Sessions.Any(s => s.Id == t.SessionId && ids.Contains(s.UserId)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(s => ids.Contains(s.UserId)).ExecuteDeleteAsync(cancellationToken);
        await db.AccessTokens.Where(t => ids.Contains(t.UserId)).ExecuteDeleteAsync(cancellationToken);
        await db.Passkeys.Where(p => ids.Contains(p.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.ExternalLogins.Where(l => ids.Contains(l.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db
            .Invitations.Where(i => i.AcceptedByUserId != null && ids.Contains(i.AcceptedByUserId.Value))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Accounts.Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.IdempotencyRecords.Where(r => ids.Contains(r.UserId)).ExecuteDeleteAsync(cancellationToken);
        await db.CalendarFeeds.Where(f => ids.Contains(f.UserId)).ExecuteDeleteAsync(cancellationToken);
        await db.Mails.Where(m => ids.Contains(m.RecipientId)).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => ids.Contains(n.RecipientId)).ExecuteDeleteAsync(cancellationToken);
    }
}
