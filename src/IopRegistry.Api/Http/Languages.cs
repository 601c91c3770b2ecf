using System.Globalization;
using IopRegistry.SharedKernel;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Http;

/// <summary>The languages the product speaks: Swedish, which most readers get, and English.</summary>
public static class Languages
{
    public const string Swedish = "sv";
    public const string English = "en";

    private static readonly CultureInfo SwedishCulture = CultureInfo.GetCultureInfo(Swedish);
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo(English);

    /// <summary>The best of ours by the q-values of Accept-Language (RFC 9110 §12.5.4); Swedish when it names none of them.</summary>
    public static string Of(HttpContext context)
    {
        var header = context.Request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var ranges))
        {
            return Swedish;
        }

        var (best, quality) = (Swedish, 0d);
        foreach (var range in ranges)
        {
            var wanted = range.Value.AsSpan();
            var language =
                Matches(wanted, English) ? English
                : Matches(wanted, Swedish) || wanted is "*" ? Swedish
                : null;
            if (language is not null && (range.Quality ?? 1) > quality)
            {
                (best, quality) = (language, range.Quality ?? 1);
            }
        }

        return best;
    }

    public static CultureInfo CultureOf(string language) =>
        string.Equals(language, English, StringComparison.Ordinal) ? EnglishCulture : SwedishCulture;

    /// <summary>The text in the language that messages are being written in right now; for validators.</summary>
    public static string InCurrent(this LocalText text) =>
        text.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private static bool Matches(ReadOnlySpan<char> range, string language) =>
        range.StartsWith(language, StringComparison.OrdinalIgnoreCase)
        && (range.Length == language.Length || range[language.Length] == '-');
}
