using System.Security.Cryptography;
using System.Text;
using IopRegistry.SharedKernel;

namespace IopRegistry.Webhooks;

/// <summary>A key that messages are signed with. A signature needs the key itself, so it is stored sealed and not hashed.</summary>
/// <param name="Secret">whsec_ and 32 random bytes in base64; sealed.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Set when another took its place; it signs until then, so that no receiver is cut off.</param>
public sealed record WebhookSecret(string Secret, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null)
{
    private const string Prefix = "whsec_";
    private const string Purpose = "WebhookSecret";

    public static WebhookSecret Create(ISecretSeal seal, DateTimeOffset at) =>
        new(seal.Seal(Purpose, Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), at);

    /// <summary>Standard Webhooks 1.0: v1, and HMAC-SHA256 of "{id}.{timestamp}.{body}" in base64.</summary>
    public static string Sign(string secret, string id, long timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        return "v1,"
            + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
    }

    public bool IsValidAt(DateTimeOffset at) => ExpiresAt is null || at < ExpiresAt;

    /// <summary>What the receiver has. A secret from before secrets were sealed is in clear until the next one takes its place.</summary>
    public string Open(ISecretSeal seal) =>
        Secret.StartsWith(Prefix, StringComparison.Ordinal) ? Secret : seal.Open(Purpose, Secret);

    /// <summary>Must not end up in a log with the record.</summary>
    public override string ToString() => Prefix + "…";
}
