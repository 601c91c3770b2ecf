using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using IopRegistry.Api.Hosting;

namespace IopRegistry.Api.Keys;

/// <summary>
/// The keys that the keys in the database are sealed with (AES-256-GCM). They come from the environment or a file of
/// secrets and are never stored: <c>Keys:Encryption</c> seals and opens, <c>Keys:Previous</c> (several, separated by blanks
/// or commas) only opens, as long as a change of keys is under way.
/// </summary>
internal sealed class MasterKeys
{
    public const string EncryptionSetting = "Keys:Encryption";
    public const string PreviousSetting = "Keys:Previous";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly FrozenDictionary<string, byte[]> _keys;

    private MasterKeys(byte[] encryption, IEnumerable<byte[]> previous)
    {
        CurrentId = IdOf(encryption);
        _keys = previous
            .Append(encryption)
            .DistinctBy(IdOf, StringComparer.Ordinal)
            .ToFrozenDictionary(IdOf, StringComparer.Ordinal);
    }

    /// <summary>Which of them seals. An id tells nothing about its key.</summary>
    public string CurrentId { get; }

    /// <exception cref="StartupException">When there is none, or what is there is no key.</exception>
    public static MasterKeys From(IConfiguration configuration)
    {
        if (configuration[EncryptionSetting] is not { } text || string.IsNullOrWhiteSpace(text))
        {
            throw new StartupException(
                ExitCode.Configuration,
                "No master key is configured, and without one the keys in the database would lie there in clear: "
                    + "set Keys__Encryption to the output of openssl rand -base64 32, the same on every node, and keep a copy elsewhere."
            );
        }

        return new MasterKeys(
            Parse(text, EncryptionSetting),
            (configuration[PreviousSetting] ?? "")
                .Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(previous => Parse(previous, PreviousSetting))
        );
    }

    /// <summary>A new one, as the setting has it.</summary>
    public static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    public bool Has(string id) => _keys.ContainsKey(id);

    /// <param name="content">Anything.</param>
    /// <param name="context">What it is; it opens only as the same.</param>
    /// <returns>Nonce, tag and ciphertext.</returns>
    public byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        var result = new byte[NonceBytes + TagBytes + content.Length];
        var nonce = result.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_keys[CurrentId], TagBytes);
        cipher.Encrypt(
            nonce,
            content,
            result.AsSpan(NonceBytes + TagBytes),
            result.AsSpan(NonceBytes, TagBytes),
            context
        );
        return result;
    }

    /// <exception cref="CryptographicException">When the key is not here, or the content is not what was sealed.</exception>
    public byte[] Open(string id, ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        if (!_keys.TryGetValue(id, out var key) || content.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException($"Sealed with the master key {id}, which is not configured.");
        }

        var result = new byte[content.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            content[..NonceBytes],
            content[(NonceBytes + TagBytes)..],
            content.Slice(NonceBytes, TagBytes),
            result,
            context
        );
        return result;
    }

    private static string IdOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "IopRegistry master key id"u8))[..16];

    private static byte[] Parse(string text, string setting)
    {
        var key = new byte[KeyBytes];
        return
            Base64.IsValid(text, out var length) && length == KeyBytes && Convert.TryFromBase64String(text, key, out _)
            ? key
            : throw new StartupException(
                ExitCode.Configuration,
                $"{setting} is not a key: it has to be {KeyBytes} bytes in Base64, as openssl rand -base64 32 prints them."
            );
    }
}
