using System.Security.Claims;
using System.Text.Encodings.Web;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace IopRegistry.Api.Identity;

/// <summary>
/// Signs a request in by its opaque bearer token, or a browser by the same in a cookie. The answer is kept in memory for a
/// few seconds, so that a busy client costs no look-up per request, and a token that was revoked, a session that was ended
/// and a user who was removed still stop working within <see cref="Remembered"/> on every node.
/// </summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IMemoryCache cache,
    TimeProvider clock
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const int TokenMaxLength = 200;

    /// <summary>How long a token's answer is trusted without asking the database.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(4);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        string? token;
        if (header.Length == 0)
        {
            token = Request.Cookies[SessionCookie.Name];
            if (token is null)
            {
                return AuthenticateResult.NoResult();
            }
        }
        else if (header.StartsWith(SchemeName + " ", StringComparison.OrdinalIgnoreCase))
        {
            token = header[(SchemeName.Length + 1)..].Trim();
        }
        else
        {
            return AuthenticateResult.NoResult();
        }

        if (token.Length is 0 or > TokenMaxLength)
        {
            return AuthenticateResult.Fail("Not a token.");
        }

        var hash = AccessToken.HashOf(token);
        if (!cache.TryGetValue<Found>(hash, out var found))
        {
            found = await FindAsync(hash);
            cache.Set(
                hash,
                found,
                new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 }
            );
        }

        // A session's two kinds of token do not stand in for each other: a cookie that was copied into a header would get
        // round the protection against forged requests, and a header's token in a cookie would lack it.
        return
            found is { Ticket: { } ticket }
            && clock.GetUtcNow() < found.ExpiresAt
            && found.IsCookie == (header.Length == 0)
            ? AuthenticateResult.Success(ticket)
            : AuthenticateResult.Fail("Unknown, expired or revoked token.");
    }

    private async Task<Found> FindAsync(string hash)
    {
        var db = Context.RequestServices.GetRequiredService<IopDbContext>();
        var row = await (
            from token in db.AccessTokens.AsNoTracking()
            where token.Hash == hash && token.RevokedAt == null
            from user in db.Users.Where(user => user.Id == token.UserId).DefaultIfEmpty()
            from session in db.Sessions.Where(session => session.Id == token.SessionId).DefaultIfEmpty()
            select new
            {
                Token = token,
                User = user,
                Session = session,
            }
        ).SingleOrDefaultAsync(Context.RequestAborted);
        if (row is null || (row.Token.SessionId is not null && row.Session is not { EndedAt: null }))
        {
            return Found.Nobody;
        }

        if (row.Token.ClientId is { } clientId)
        {
            return await FindMachineAsync(db, row.Token, clientId);
        }

        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        var (organisationId, mandateId) = (row.Token.OrganisationId, row.Token.MandateId);
        var standing = row.User is { } person
            ? await Standings.FindAsync(db, person, organisationId, mandateId, today, Context.RequestAborted)
            : null;
        if (standing is null)
        {
            return Found.Nobody;
        }

        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, row.Token.UserId.ToString()),
            new(CurrentUser.OrganisationClaim, organisationId.ToString()),
            new(
                CurrentUser.ViewClaim,
                AccessToken.HashOf($"{organisationId} {mandateId} {string.Join(' ', standing.Roles.Order())}")[..8]
            ),
        };
        if (row.Session is { } of)
        {
            claims.Add(new(CurrentUser.SessionClaim, of.Id.ToString()));
        }

        if (mandateId is { } mandate)
        {
            claims.Add(new(CurrentUser.MandateClaim, mandate.ToString()));
        }

        claims.AddRange(standing.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        claims.AddRange(
            Permission
                .Of(standing.Roles, byMandate: mandateId is not null)
                .Select(granted => new Claim(Permission.ClaimType, granted))
        );
        var isCookie = row.Session?.Kind == SessionKind.Cookie;
        var identity = new ClaimsIdentity(claims, isCookie ? SessionCookie.AuthenticationType : SchemeName);
        return new Found(
            new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName),
            row.Token.ExpiresAt,
            isCookie
        );
    }

    /// <summary>A machine may do what its token asked for and the client still has, and nothing by any role.</summary>
    private async Task<Found> FindMachineAsync(IopDbContext db, AccessToken token, Guid clientId)
    {
        var client = await db
            .MachineClients.AsNoTracking()
            .SingleOrDefaultAsync(
                c => c.Id == clientId && c.OrganisationId == token.OrganisationId && c.RevokedAt == null,
                Context.RequestAborted
            );
        if (client is null)
        {
            return Found.Nobody;
        }

        List<string> scopes = [.. client.Scopes.Intersect(token.Scopes ?? [], StringComparer.Ordinal)];
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, clientId.ToString()),
                new(CurrentUser.ClientClaim, clientId.ToString()),
                new(CurrentUser.OrganisationClaim, token.OrganisationId.ToString()),
                new(
                    CurrentUser.ViewClaim,
                    AccessToken.HashOf(
                        $"{token.OrganisationId} {string.Join(' ', scopes.Order(StringComparer.Ordinal))}"
                    )[..8]
                ),
                .. Permission.OfScopes(scopes).Select(granted => new Claim(Permission.ClaimType, granted)),
            ],
            SchemeName
        );
        return new Found(
            new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName),
            token.ExpiresAt,
            IsCookie: false
        );
    }

    private sealed record Found(AuthenticationTicket? Ticket, DateTimeOffset ExpiresAt, bool IsCookie)
    {
        public static readonly Found Nobody = new(null, DateTimeOffset.MinValue, IsCookie: false);
    }
}
