using System.Text;
using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

/// <summary>
/// One start of a word in one of an organisation's names, present or former, so that a name can be searched for by the
/// beginning of any of its words. Keys are only ever added: a former name is still searched for.
/// </summary>
public sealed class OrganisationSearchKey
{
    public const int MaxLength = 100;

    /// <summary>
    /// A key of its own, and not (organisation, key): two renames at once that add the same word must fail on the
    /// organisation's version, which the client understands, and not on a row it has never heard of.
    /// </summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; private init; }

    public required string Key { get; init; }

    internal static IEnumerable<string> KeysOf(string name) =>
        SwedishSort.WordKeys(name).Select(key => Cut(key, MaxLength)).Distinct(StringComparer.Ordinal);

    /// <summary>The key that stands for a whole name; null where the name has neither letter nor digit.</summary>
    public static string? WholeKeyOf(string name) => KeysOf(name).FirstOrDefault();

    /// <summary>The words a search text asks for; each must start one of the organisation's keys.</summary>
    public static IReadOnlyList<string> WordsOf(string searchText) =>
        [
            .. SwedishSort
                .KeyOf(searchText)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => Cut(word, MaxLength))
                .Distinct(StringComparer.Ordinal)
                .Take(SwedishSort.MaxWordKeys),
        ];

    /// <summary>The first key after all that start with <paramref name="prefix"/>: a range that any index can seek.</summary>
    public static string After(string prefix)
    {
        for (var end = prefix.Length; end > 0; )
        {
            var last = Rune.GetRuneAt(prefix, char.IsLowSurrogate(prefix[end - 1]) ? end - 2 : end - 1);
            end -= last.Utf16SequenceLength;
            var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1;
            if (Rune.IsValid(next))
            {
                return prefix[..end] + new Rune(next);
            }
        }

        throw new ArgumentException("Nothing comes after this prefix.", nameof(prefix));
    }

    /// <summary>Some signs of other scripts become many letters; an index key has a limit. Never half a character.</summary>
    internal static string Cut(string key, int maxLength) =>
        key.Length <= maxLength ? key : key[..(char.IsHighSurrogate(key[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
