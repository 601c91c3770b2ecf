using System.Globalization;
using System.Text;

namespace IopRegistry.SharedKernel;

/// <summary>
/// Keys that sort in Swedish order and match without regard to case and accents when compared byte by byte, so that both
/// databases agree and an ordinary index serves sorting and prefix search. A key holds only letters, digits, single
/// spaces and <c>{ | }</c> in the places of å ä ö, so it needs no escaping in LIKE.
/// </summary>
public static class SwedishSort
{
    public const int MaxWordKeys = 12;

    /// <summary>
    /// Lower case; punctuation inside a word is dropped (S:t → st) and any other becomes a space; ü sorts as y, æ as ä, ø
    /// as ö, and w comes after v, as in Svenska Akademiens ordlista since 2006.
    /// </summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = new StringBuilder(name.Length);
        foreach (var rune in WellFormed(name).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            Append(key, Rune.ToLowerInvariant(rune));
        }

        return key.ToString().TrimEnd(' ');
    }

    /// <summary>The key from each word's start, so that a prefix search finds any word; the first is the whole key.</summary>
    public static IReadOnlyList<string> WordKeys(string name)
    {
        var key = KeyOf(name);
        List<string> keys = [];
        for (var start = 0; start < key.Length && keys.Count < MaxWordKeys; )
        {
            keys.Add(key[start..]);
            var space = key.IndexOf(' ', start);
            start = space < 0 ? key.Length : space + 1;
        }

        return keys;
    }

    private static void Append(StringBuilder key, Rune rune)
    {
        switch (rune.Value)
        {
            case 'å':
                key.Append('{');
                break;
            case 'ä' or 'æ' or 'ę':
                key.Append('|');
                break;
            case 'ö' or 'ø' or 'ő' or 'œ' or 'ô':
                key.Append('}');
                break;
            case 'ü' or 'ű':
                key.Append('y');
                break;
            case 'đ' or 'ð':
                key.Append('d');
                break;
            case 'ł':
                key.Append('l');
                break;
            case 'ı':
                key.Append('i');
                break;
            case 'ß':
                key.Append("ss");
                break;
            case 'þ':
                key.Append("th");
                break;
            case '.' or ':' or '\'' or '’' or '´' or '`' or '\u00AD':
                break;
            default:
                AppendFolded(key, rune);
                break;
        }
    }

    private static void AppendFolded(StringBuilder key, Rune rune)
    {
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsMark(part))
            {
                continue;
            }

            if (Rune.IsLetterOrDigit(part))
            {
                key.Append(Rune.ToLowerInvariant(part).ToString());
            }
            else if (key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter;

    /// <summary>A lone surrogate half would make normalisation throw.</summary>
    private static string WellFormed(string name) =>
        string.Concat(name.EnumerateRunes().Select(rune => rune.ToString()));
}
