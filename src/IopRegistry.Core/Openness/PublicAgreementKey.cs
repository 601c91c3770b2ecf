using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>
/// Something public that an agreement is found by: a word, an organisation, a place. One small table whose index begins with
/// what is looked for, so that a search costs what it finds however many agreements are public.
/// </summary>
public sealed class PublicAgreementKey
{
    public const int MaxLength = 60;
    public const int MostWords = 40;

    // What a key begins with says what it is; a word can never look like an organisation.
    private const string WordMark = "w:";
    private const string OrganisationMark = "o:";
    private const string MunicipalityMark = "m:";
    private const string CountyMark = "c:";

    public required string Key { get; init; }

    public required Guid AgreementId { get; init; }

    public static string OfWord(string word) => Cut(WordMark + word);

    public static string OfOrganisation(Guid id) => $"{OrganisationMark}{id:N}";

    public static string OfOrganisation(OrganisationNumber number) => OrganisationMark + number.Digits;

    public static string OfMunicipality(string code) => MunicipalityMark + code;

    public static string OfCounty(string code) => CountyMark + code;

    /// <summary>The words that a search text asks for, as keys; each must begin one of an agreement's words.</summary>
    public static IReadOnlyList<string> WordsOf(string text) =>
        [
            .. SwedishSort
                .KeyOf(text)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(OfWord)
                .Distinct(StringComparer.Ordinal)
                .Take(SwedishSort.MaxWordKeys),
        ];

    /// <summary>From nothing but what is shown.</summary>
    internal static IReadOnlyList<string> Of(string reference, PublicContents shown)
    {
        var parties = shown.Parties ?? [];
        return
        [
            .. new[] { reference, shown.Title }
                .Concat(parties.Select(party => party.Name))
                .Append(shown.TargetGroup)
                .Append(shown.Purpose)
                .SelectMany(text => WordsOfAll(text ?? ""))
                .Distinct(StringComparer.Ordinal)
                .Take(MostWords)
                .Concat(parties.Select(party => OfOrganisation(party.OrganisationId)))
                .Concat(
                    parties
                        .Select(p => p.OrganisationNumber)
                        .OfType<string>()
                        .Select(digits => OrganisationMark + digits)
                )
                .Concat((shown.Municipality ?? []).Select(OfMunicipality))
                .Concat((shown.County ?? []).Select(OfCounty))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> WordsOfAll(string text) =>
        SwedishSort.KeyOf(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(OfWord);

    private static string Cut(string key)
    {
        if (key.Length <= MaxLength)
        {
            return key;
        }

        return key[..(char.IsHighSurrogate(key[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
