using System.Text.RegularExpressions;
using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>
/// What in a text must not reach everybody. Finds too much rather than too little: what is withheld by mistake can be asked
/// for, what is published by mistake cannot be taken back.
/// </summary>
public static partial class SensitiveText
{
    /// <summary>What agreements about sheltered housing (skyddat boende) say somewhere, as search keys.</summary>
    private static readonly string[] ShelterWords =
    [
        .. new[]
        {
            "skyddat boende",
            "skyddade boende",
            "skyddsboende",
            "skyddad adress",
            "kvinnojour",
            "tjejjour",
            "mansjour",
            "kvinnohus",
            "kvinnofrid",
            "våld i nära",
            "våldsutsatt",
            "utsatta för våld",
            "utsatts för våld",
            "hedersrelaterat",
            "hedersförtryck",
            "hedersvåld",
            "människohandel",
            "sheltered housing",
            "women s shelter",
            "domestic violence",
        }.Select(SwedishSort.KeyOf),
    ];

    public static bool LooksSheltered(IEnumerable<string?> texts) =>
        texts
            .OfType<string>()
            .Select(SwedishSort.KeyOf)
            .Any(key => ShelterWords.Any(word => key.Contains(word, StringComparison.Ordinal)));

    public static bool HasAddress(string text) => Street().IsMatch(text) || Place().IsMatch(text);

    public static bool HasPersonalIdentityNumber(string text) =>
        Digits()
            .Matches(text)
            .Any(match =>
                !OrganisationNumber.TryParse(match.Value.Replace('+', '-'), out _, out var error)
                && error == OrganisationNumberError.PersonalIdentityNumber
            );

    public static bool HasContactDetails(string text) => EmailOrPhone().IsMatch(text);

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Storgatan, Norra vägen 12: a street's name with a capital, or any street with a number.</summary>
    [GeneratedRegex(
        @"\b\p{Lu}\p{L}{1,40}(gatan?|vägen|gränd(en)?|stigen|torget|allén?|backen|kajen|esplanaden|slingan)\b"
            + @"|\b\p{L}{0,40}(gatan?|väg(en)?|gränd(en)?|stig(en)?|torg(et)?|allén?|backen?|plan|platsen|kajen|leden|ringen|slingan)\s{1,3}\d{1,3}\b",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Street();

    /// <summary>A postal code with its town, a property (Kvarnen 1:23), care of, a map position.</summary>
    [GeneratedRegex(
        @"\b\d{3}\s\d{2}\s{1,2}\p{Lu}|\b\p{Lu}\p{L}{1,40}\s\d{1,3}:\d{1,4}\b|\b[cC]/[oO]\b|\b\d{2}[.,]\d{4,}",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();

    [GeneratedRegex(
        @"(?<!\d)(\d{2})?\d{6}\s{0,2}[-+\u2010-\u2015\u2212]?\s{0,2}\d{4}(?!\d)",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}|(\+46|\b0)[ -]?\d{1,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b",
        Plain,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmailOrPhone();
}
