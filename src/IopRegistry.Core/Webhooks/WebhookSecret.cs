using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Webhooks;

/// <summary>
/// A key that messages are signed with. Kept as it is: a signature needs the key itself, and a key to encrypt it with would
/// have to live beside it in the same database. Whoever can read the table can read the agreements too.
/// </summary>
/// <param name="Secret">whsec_ and 32 random bytes in base64.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Set when another took its place; it signs until then, so that no receiver is cut off.</param>
public sealed record WebhookSecret(string Secret, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null)
{
    private const string Prefix = "whsec_";

    public static WebhookSecret Create(DateTimeOffset at) =>
        new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), at);

    public bool IsValidAt(DateTimeOffset at) => ExpiresAt is null || at < ExpiresAt;

    /// <summary>Standard Webhooks 1.0: v1, and HMAC-SHA256 of "{id}.{timestamp}.{body}" in base64.</summary>
    public string Sign(string id, long timestamp, string body)
    {
        var key = Convert.FromBase64String(Secret[Prefix.Length..]);
        return "v1,"
            + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
    }

    /// <summary>Must not end up in a log with the record.</summary>
    public override string ToString() => Prefix + "…";
}
