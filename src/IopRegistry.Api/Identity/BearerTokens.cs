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
/// Signs a request in by its opaque bearer token. The answer is kept in memory for a few seconds, so that a busy client
/// costs no look-up per request and a revoked token still stops working within <see cref="Remembered"/> on every node.
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
        if (!header.StartsWith(SchemeName + " ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[(SchemeName.Length + 1)..].Trim();
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

        return found is { Ticket: { } ticket } && clock.GetUtcNow() < found.ExpiresAt
            ? AuthenticateResult.Success(ticket)
            : AuthenticateResult.Fail("Unknown, expired or revoked token.");
    }

    private async Task<Found> FindAsync(string hash)
    {
        var db = Context.RequestServices.GetRequiredService<IopDbContext>();
        var row = await db
            .AccessTokens.AsNoTracking()
            .Where(t => t.Hash == hash && t.RevokedAt == null)
            .Join(db.Users, t => t.UserId, u => u.Id, (t, u) => new { Token = t, User = u })
            .SingleOrDefaultAsync(Context.RequestAborted);
        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        var membership = row?.User.Memberships.FirstOrDefault(m =>
            m.OrganisationId == row.Token.OrganisationId && m.IsValidOn(today)
        );
        if (row is null || membership is null)
        {
            return new Found(null, DateTimeOffset.MinValue);
        }

        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, row.User.Id.ToString()),
                new(CurrentUser.OrganisationClaim, membership.OrganisationId.ToString()),
                new(
                    CurrentUser.ViewClaim,
                    AccessToken.HashOf($"{membership.OrganisationId} {string.Join(' ', membership.Roles.Order())}")[..8]
                ),
                .. membership.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
                .. Permission.Of(membership.Roles).Select(permission => new Claim(Permission.ClaimType, permission)),
            ],
            SchemeName
        );
        return new Found(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName), row.Token.ExpiresAt);
    }

    private sealed record Found(AuthenticationTicket? Ticket, DateTimeOffset ExpiresAt);
}
