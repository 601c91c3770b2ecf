using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Trail;

/// <summary>
/// The hash of an entry: SHA-256 over its canonical form, in lower-case hexadecimal. The canonical form is the version
/// <c>iop-trail-1</c> and then every field in the order below, each as <c>length:text,</c> where length counts the bytes of
/// the text in UTF-8; a field that is null is <c>-,</c>. Ids are written 8-4-4-4-12 in lower case, the number in decimal, the
/// moment as <c>2026-03-02T11:00:00.000000Z</c>. No JSON writer, culture or database has a say in it, so anybody can work it
/// out anew in any language.
/// </summary>
public static class TrailHash
{
    private const string Version = "iop-trail-1";

    /// <summary>What the first entry is linked to.</summary>
    public static readonly string Beginning = new('0', 64);

    public static string Of(TrailEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalFormOf(entry))));

    public static string CanonicalFormOf(TrailEntry entry)
    {
        string?[] fields =
        [
            Version,
            Text(entry.AgreementId),
            entry.Number.ToString(CultureInfo.InvariantCulture),
            entry.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            Text(entry.UserId),
            Text(entry.ClientId),
            Text(entry.OrganisationId),
            Text(entry.PartyId),
            Text(entry.MandateId),
            entry.Roles,
            entry.Operation,
            entry.Action,
            entry.Outcome.ToString(),
            entry.RefusalCode,
            entry.Client,
            entry.TraceId,
            entry.Changes,
            entry.PreviousHash,
        ];
        var form = new StringBuilder();
        foreach (var field in fields)
        {
            _ = field is null
                ? form.Append("-,")
                : form.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
        }

        return form.ToString();
    }

    private static string? Text(Guid? id) => id?.ToString("D");
}
