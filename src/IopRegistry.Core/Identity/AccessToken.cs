using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Identity;

/// <summary>
/// An opaque bearer token, bound to a user or a machine client and the one organisation it acts for. Only its hash is
/// stored, so a stolen table signs nobody in.
/// </summary>
public sealed class AccessToken
{
    /// <summary>SHA-256 of the token in lower-case hexadecimal; the key.</summary>
    public required string Hash { get; init; }

    /// <summary>The user, or the machine client.</summary>
    public required Guid UserId { get; init; }

    public required Guid OrganisationId { get; init; }

    /// <summary>The machine client that it was issued to; null for a user.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>What the machine client asked for, of what it may; null for a user.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The session that it ends with; null for a token of a machine or of the console.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The mandate by which the user acts for the organisation; null for its own people.</summary>
    public Guid? MandateId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>The next access token of a session.</summary>
    public static (string Token, AccessToken Stored) Issue(Session session, DateTimeOffset at, TimeSpan lifetime)
    {
        var token = NewToken();
        var expires = at + lifetime;
        return (
            token,
            new AccessToken
            {
                Hash = HashOf(token),
                UserId = session.UserId,
                OrganisationId = session.OrganisationId,
                SessionId = session.Id,
                MandateId = session.MandateId,
                IssuedAt = at,
                ExpiresAt = expires < session.ExpiresAt ? expires : session.ExpiresAt,
            }
        );
    }

    /// <summary>The next access token of a machine client.</summary>
    public static (string Token, AccessToken Stored) Issue(
        MachineClient client,
        IReadOnlyList<string> scopes,
        DateTimeOffset at
    )
    {
        var token = NewToken();
        return (
            token,
            new AccessToken
            {
                Hash = HashOf(token),
                UserId = client.Id,
                ClientId = client.Id,
                OrganisationId = client.OrganisationId,
                Scopes = scopes,
                IssuedAt = at,
                ExpiresAt = at + MachineClient.TokenLifetime,
            }
        );
    }

    /// <summary>A token of a user without a session: the console's, and the demo's.</summary>
    public static (string Token, AccessToken Stored) Issue(
        Guid userId,
        Guid organisationId,
        DateTimeOffset at,
        TimeSpan lifetime
    )
    {
        var token = NewToken();
        return (token, Of(token, userId, organisationId, at, lifetime));
    }

    /// <summary>For a token whose text is known beforehand: the demo sign-ins of a development start.</summary>
    public static AccessToken Of(
        string token,
        Guid userId,
        Guid organisationId,
        DateTimeOffset at,
        TimeSpan lifetime
    ) =>
        new()
        {
            Hash = HashOf(token),
            UserId = userId,
            OrganisationId = organisationId,
            IssuedAt = at,
            ExpiresAt = at + lifetime,
        };

    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;

    /// <summary>The text of a token that nobody can guess: 256 random bits.</summary>
    public static string NewToken() => "iop_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
