using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Identity;

/// <summary>
/// An opaque bearer token, bound to a user and the one organisation the user acts for. Only its hash is stored, so a
/// stolen table signs nobody in.
/// </summary>
public sealed class AccessToken
{
    /// <summary>SHA-256 of the token in lower-case hexadecimal; the key.</summary>
    public required string Hash { get; init; }

    public required Guid UserId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static (string Token, AccessToken Stored) Issue(
        Guid userId,
        Guid organisationId,
        DateTimeOffset at,
        TimeSpan lifetime
    )
    {
        var token = "iop_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
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
}
