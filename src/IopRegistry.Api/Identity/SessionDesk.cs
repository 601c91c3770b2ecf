using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>Opens, refreshes and ends sessions. Tokens leave here once and are kept as hashes only.</summary>
internal sealed class SessionDesk(IopDbContext db, TimeProvider clock, IHttpContextAccessor accessor)
{
    /// <summary>How long after signing in one may change how one signs in.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromMinutes(15);

    private HttpContext Context => accessor.HttpContext!;

    /// <exception cref="RuleViolationException">When the user may act for nobody, or not for the one named.</exception>
    public async Task<SessionTokens> OpenAsync(
        Guid userId,
        SignInMethod method,
        bool cookie,
        Guid? organisationId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var standings = await StandingsOfAsync(userId, now, cancellationToken);
        var standing =
            standings.FirstOrDefault(s => organisationId is null || s.OrganisationId == organisationId)
            ?? throw new RuleViolationException(AccountRules.NoStanding);
        var client = Context.Request.Headers.UserAgent.ToString();
        var session = new Session
        {
            UserId = userId,
            OrganisationId = standing.OrganisationId,
            MandateId = standing.MandateId,
            Kind = cookie ? SessionKind.Cookie : SessionKind.Tokens,
            Method = method,
            Client = client.Length > Session.ClientMaxLength ? client[..Session.ClientMaxLength] : client,
            StartedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + (cookie ? Session.CookieLifetime : Session.MostLifetime),
        };
        db.Add(session);
        return await IssueAsync(session, standings, now, cancellationToken);
    }

    /// <summary>
    /// The next pair of tokens. A refresh token that comes a second time has been copied: nobody can say by whom, so the
    /// whole session ends.
    /// </summary>
    public async Task<SessionTokens> RefreshAsync(
        string refreshToken,
        Guid? organisationId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var hash = AccessToken.HashOf(refreshToken);
        var found = await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellationToken);
        var session = found is null
            ? null
            : await db.Sessions.SingleAsync(s => s.Id == found.SessionId, cancellationToken);
        if (found is null || session is not { EndedAt: null } || found.ExpiresAt <= now || session.ExpiresAt <= now)
        {
            throw new ProblemException(ProblemKinds.SessionOver);
        }

        // Refused before the token is spent, so that a mistake costs nothing; a copy is found out whatever it asks for.
        IReadOnlyList<Standing> standings = [];
        if (found.UsedAt is null)
        {
            standings = await StandingsOfAsync(session.UserId, now, cancellationToken);
            Stand(
                session,
                standings,
                organisationId ?? session.OrganisationId,
                organisationId is null ? session.MandateId : null
            );
        }

        var first = await db
            .RefreshTokens.Where(t => t.Hash == hash && t.UsedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(r => r.UsedAt, now), cancellationToken);
        if (first == 0)
        {
            session.End(SessionEnd.TokenReused, now);
            await db.SaveChangesAsync(cancellationToken);
            throw new ProblemException(ProblemKinds.SessionOver);
        }

        return await IssueAsync(session, standings, now, cancellationToken);
    }

    /// <summary>Another organisation from now on, in the same session.</summary>
    public async Task<SessionTokens> ChooseAsync(
        Guid sessionId,
        Guid organisationId,
        Guid? mandateId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var session = await db.Sessions.SingleAsync(s => s.Id == sessionId, cancellationToken);
        var standings = await StandingsOfAsync(session.UserId, now, cancellationToken);
        Stand(session, standings, organisationId, mandateId);
        // The chain goes on from here and nowhere else: whoever chose with a copied access token is found out when the
        // owner refreshes.
        await db
            .RefreshTokens.Where(t => t.SessionId == sessionId && t.UsedAt == null)
            .ExecuteUpdateAsync(t => t.SetProperty(r => r.UsedAt, now), cancellationToken);
        return await IssueAsync(session, standings, now, cancellationToken);
    }

    /// <summary>All sessions of a user but one; to be saved together with what they are ended for.</summary>
    public static async Task EndAsync(
        IopDbContext db,
        Guid userId,
        Guid? except,
        SessionEnd how,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var open = await db
            .Sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != except && s.ExpiresAt > at)
            .ToListAsync(cancellationToken);
        open.ForEach(session => session.End(how, at));
    }

    /// <exception cref="RuleViolationException">When the caller signed in too long ago, or not at all but by a token.</exception>
    public async Task RequireRecentAsync(CurrentUser user, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - Recently;
        if (
            user.SessionId is not { } id
            || !await db.Sessions.AnyAsync(s => s.Id == id && s.StartedAt >= since, cancellationToken)
        )
        {
            throw new RuleViolationException(AccountRules.SignInAgain);
        }
    }

    private static void Stand(Session session, IReadOnlyList<Standing> standings, Guid organisationId, Guid? mandateId)
    {
        var standing =
            standings.FirstOrDefault(s =>
                s.OrganisationId == organisationId && (mandateId is null || s.MandateId == mandateId)
            ) ?? throw new RuleViolationException(AccountRules.NoStanding);
        (session.OrganisationId, session.MandateId) = (standing.OrganisationId, standing.MandateId);
    }

    private async Task<IReadOnlyList<Standing>> StandingsOfAsync(
        Guid userId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == userId, cancellationToken);
        return await Standings.AllAsync(db, user, SwedishCalendar.DayOf(now), cancellationToken);
    }

    private async Task<SessionTokens> IssueAsync(
        Session session,
        IReadOnlyList<Standing> standings,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        session.LastUsedAt = now;
        var cookie = session.Kind == SessionKind.Cookie;
        var lifetime = cookie ? Session.CookieLifetime : Session.AccessLifetime;
        var (access, stored) = AccessToken.Issue(session, now, lifetime);
        db.Add(stored);
        string? refresh = null;
        if (cookie)
        {
            SessionCookie.Set(Context, access);
        }
        else
        {
            (refresh, var storedRefresh) = RefreshToken.Issue(session, now);
            db.Add(storedRefresh);
        }

        await db.SaveChangesAsync(cancellationToken);
        var ids = standings.Select(s => s.OrganisationId).Distinct().ToList();
        var names = await db
            .Organisations.Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        return new SessionTokens(
            session.Id,
            cookie ? null : access,
            cookie ? null : "Bearer",
            (int)(stored.ExpiresAt - now).TotalSeconds,
            refresh,
            session.OrganisationId,
            session.MandateId,
            [
                .. standings.Select(s => new SessionChoice(
                    s.OrganisationId,
                    names.GetValueOrDefault(s.OrganisationId),
                    s.Roles,
                    s.MandateId
                )),
            ]
        );
    }
}

/// <summary>What a sign-in gives.</summary>
/// <param name="SessionId">The session, as it stands in the list of sessions.</param>
/// <param name="AccessToken">To be sent as Authorization: Bearer. Absent for a browser, which has a cookie.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">Seconds until the access token, or the cookie, stops working.</param>
/// <param name="RefreshToken">Good once, for the next pair. Absent for a browser.</param>
/// <param name="OrganisationId">The organisation that is acted for.</param>
/// <param name="MandateId">The mandate by which, when it is not the user's own organisation.</param>
/// <param name="Choices">Everyone the user may act for.</param>
public sealed record SessionTokens(
    Guid SessionId,
    string? AccessToken,
    string? TokenType,
    int ExpiresIn,
    string? RefreshToken,
    Guid OrganisationId,
    Guid? MandateId,
    IReadOnlyList<SessionChoice> Choices
);

/// <param name="OrganisationId">An organisation that the user may act for.</param>
/// <param name="OrganisationName">Its name.</param>
/// <param name="Roles">As what.</param>
/// <param name="MandateId">By which mandate; absent for the user's own organisation.</param>
public sealed record SessionChoice(
    Guid OrganisationId,
    string? OrganisationName,
    IReadOnlyList<Role> Roles,
    Guid? MandateId
);
