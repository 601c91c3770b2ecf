using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Identity;

/// <summary>
/// The six digits of an authenticator app (RFC 6238: SHA-1, 30 seconds, one step of drift either way). Written here because
/// a code may be accepted once only (§5.2), and the framework's provider tells nobody which code it accepted.
/// </summary>
public static class AuthenticatorCode
{
    public const int Digits = 6;

    private const int StepSeconds = 30;
    private const int Drift = 1;
    private const int KeyBytes = 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret in base32, as apps take it.</summary>
    public static string NewKey()
    {
        var text = new StringBuilder();
        foreach (var value in RandomNumberGenerator.GetBytes(KeyBytes * 8 / 5))
        {
            text.Append(Alphabet[value & 31]); // five bits each, so every bit of the secret is random
        }

        return text.ToString();
    }

    /// <summary>What a telephone reads as a QR code.</summary>
    public static string Address(string key, string email) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"otpauth://totp/IopRegistry:{Uri.EscapeDataString(email)}?secret={key}&issuer=IopRegistry&digits={Digits}&period={StepSeconds}"
        );

    /// <param name="key">The secret in base32.</param>
    /// <param name="code">What the person typed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="after">The step of the code that was accepted last; it and earlier ones are spent.</param>
    /// <returns>The step of the code, or null when it is wrong, too old or spent.</returns>
    public static long? Check(string key, string code, DateTimeOffset now, long after)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (
                step > after
                && CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(At(key, step)),
                    Encoding.UTF8.GetBytes(typed)
                )
            )
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The code of a moment; what the app shows.</summary>
    public static string At(string key, DateTimeOffset now) => At(key, now.ToUnixTimeSeconds() / StepSeconds);

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 as every app knows it.")]
    private static string At(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
        var offset = hash[^1] & 15;
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(offset)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
