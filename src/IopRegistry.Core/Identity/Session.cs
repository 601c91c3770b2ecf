using System.Security.Cryptography;

namespace IopRegistry.Identity;

public enum SessionKind
{
    /// <summary>A program that holds an access token and a refresh token.</summary>
    Tokens,

    /// <summary>A browser with a cookie.</summary>
    Cookie,
}

public enum SignInMethod
{
    Password,
    Passkey,
    External,
}

public enum SessionEnd
{
    SignedOut,

    /// <summary>From the list of sessions, or by a new password.</summary>
    EndedByUser,

    /// <summary>A refresh token came a second time: somebody has a copy.</summary>
    TokenReused,

    /// <summary>The person has left.</summary>
    UserLeft,
}

/// <summary>
/// A sign-in that lasts: everything that descends from it – refresh tokens, access tokens, a cookie – ends with it. Acts for
/// one organisation at a time, which may be changed.
/// </summary>
public sealed class Session
{
    public const int ClientMaxLength = 200;

    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long a program may stay away before it has to sign in again.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(14);

    /// <summary>How long a session lasts at most, however often it is refreshed.</summary>
    public static readonly TimeSpan MostLifetime = TimeSpan.FromDays(90);

    /// <summary>How long a browser stays signed in: a working day.</summary>
    public static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid UserId { get; init; }

    public required Guid OrganisationId { get; set; }

    /// <summary>The mandate by which the user acts for the organisation; null for its own people.</summary>
    public Guid? MandateId { get; set; }

    public required SessionKind Kind { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>What the browser or program calls itself.</summary>
    public required string Client { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBy { get; private set; }

    public void End(SessionEnd how, DateTimeOffset at)
    {
        if (EndedAt is null)
        {
            (EndedAt, EndedBy) = (at, how);
        }
    }
}

/// <summary>Good once, for the next access token of its session. Only its hash is stored.</summary>
public sealed class RefreshToken
{
    public required string Hash { get; init; }

    public required Guid SessionId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public static (string Token, RefreshToken Stored) Issue(Session session, DateTimeOffset at)
    {
        var token = "iopr_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var expires = at + Session.RefreshLifetime;
        return (
            token,
            new RefreshToken
            {
                Hash = AccessToken.HashOf(token),
                SessionId = session.Id,
                ExpiresAt = expires < session.ExpiresAt ? expires : session.ExpiresAt,
            }
        );
    }
}
