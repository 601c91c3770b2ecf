using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace IopRegistry.IntegrationTests.Imports;

/// <summary>
/// For every field of the published records, where it is found again in what the API answers. A field without a line here
/// fails the test, and so does a line that would also accept another value.
/// </summary>
internal static class FieldChecks
{
    /// <param name="Agreement">GET /agreements/{id}</param>
    /// <param name="Contents">GET /agreements/{id}/contents, the member contents.</param>
    internal sealed record Answer(JsonElement Agreement, JsonElement Contents)
    {
        public JsonElement Source => Agreement.GetProperty("source");

        public IEnumerable<JsonElement> Parties(string side) =>
            Agreement.GetProperty("parties").EnumerateArray().Where(party => Is(party, "side", side));

        public JsonElement PublicParty => Parties("public").Single();

        public IEnumerable<JsonElement> Financing(string kind) =>
            Contents.GetProperty("financing").EnumerateArray().Where(line => Is(line, "kind", kind));
    }

    private delegate bool Check(JsonElement said, Answer answer);

    private static readonly FrozenDictionary<string, Check> ByField = new Dictionary<string, Check>(
        StringComparer.Ordinal
    )
    {
        ["id"] = (said, at) => Says(at.Source, "externalKey", said),
        ["record_class"] = (said, at) => Says(at.Source, "recordClass", said),
        ["source_url"] = (said, at) => Says(at.Source, "sourceUrl", said),
        ["source_kind"] = (said, at) => Says(at.Source, "sourceKind", said),
        ["public_party"] = (said, at) => Says(at.PublicParty, "name", said),
        ["public_body"] = (said, at) => Says(at.PublicParty, "unit", said),
        ["ngo_parties"] = (said, at) => Strings(said).SequenceEqual(at.Parties("civil").Select(Name)),
        ["title"] = (said, at) =>
            Says(at.Agreement, "title", said) && Says(at.Contents.GetProperty("description"), "title", said),
        ["purpose"] = (said, at) => SaysInDescription(at, "purpose", said),
        ["target_group"] = (said, at) => SaysInDescription(at, "targetGroup", said),
        ["start"] = (said, at) => SaysDate(at, "start", said),
        ["end"] = (said, at) => SaysDate(at, "end", said),
        ["length_months"] = (said, at) =>
            at.Agreement.GetProperty("term").GetProperty("statedMonths").GetInt32() == Number(said)
            && at.Contents.GetProperty("term").GetProperty("statedMonths").GetInt32() == Number(said),
        ["amount_per_year_sek"] = (said, at) =>
            Amounts(said)
                .SequenceEqual(
                    at.Financing("cash")
                        .Where(line =>
                            line.GetProperty("funderPartyId").GetGuid() == at.PublicParty.GetProperty("id").GetGuid()
                        )
                        .Select(line =>
                            (
                                line.TryGetProperty("fiscalYear", out var year)
                                    ? year.GetInt32().ToString(CultureInfo.InvariantCulture)
                                    : "per_year",
                                line.GetProperty("amount").GetProperty("amount").GetString()!
                            )
                        )
                )
            && at.Agreement.GetProperty("figures")
                .GetProperty("contractValue")
                .GetProperty("amount")
                .ValueEquals(
                    Money(Amounts(said).Sum(entry => decimal.Parse(entry.Item2, CultureInfo.InvariantCulture)))
                ),
        ["extension_clause"] = (said, at) =>
            said.EnumerateObject()
                .All(member =>
                    Says(at.Agreement.GetProperty("term").GetProperty("extension"), member.Name, member.Value)
                ),
        ["public_inkind"] = (said, at) => SaysInKind(at, "public", said),
        ["ngo_contribution"] = (said, at) => SaysInKind(at, "civil", said),
        ["follow_up"] = (said, at) =>
            Says(at.Source, "followUp", said) && Says(at.Contents.GetProperty("followUpPlan"), "description", said),
        ["quality_terms"] = (said, at) =>
            Strings(said)
                .SequenceEqual(
                    at.Contents.GetProperty("qualityTerms")
                        .EnumerateArray()
                        .Select(term => term.GetProperty("statement").GetString()!)
                ),
        ["decision"] = (said, at) => Says(at.Source, "decision", said),
        ["diarienummer"] = (said, at) => Says(at.PublicParty, "registryNumber", said),
        ["status_note"] = (said, at) => Says(at.Source, "statusNote", said),
        ["unusual"] = (said, at) => Says(at.Source, "remarks", said),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Fields => ByField.Keys;

    public static void AssertKept(JsonProperty said, string id, Answer answer)
    {
        Assert.True(ByField.TryGetValue(said.Name, out var check), $"Nothing says where {said.Name} is kept.");
        Assert.True(check(said.Value, answer), $"{id}: {said.Name} is lost: {said.Value} in {answer.Agreement}");
        Assert.False(check(Other(said.Value), answer), $"The check of {said.Name} accepts anything.");
    }

    /// <summary>What the check must not accept: the same with a little more.</summary>
    private static JsonElement Other(JsonElement said) =>
        JsonSerializer.SerializeToElement<object>(
            said.ValueKind switch
            {
                JsonValueKind.String => said.GetString() + " 1999",
                JsonValueKind.Number => said.GetInt32() + 1,
                JsonValueKind.Array => Strings(said).Append("en till"),
                _ => said.EnumerateObject()
                    .ToDictionary(
                        member => member.Name,
                        member =>
                            member.Value.ValueKind == JsonValueKind.Number
                                ? (object)(member.Value.GetDecimal() + 1)
                                : member.Value.GetString() + "!"
                    ),
            }
        );

    private static bool Is(JsonElement element, string member, string value) =>
        string.Equals(element.GetProperty(member).GetString(), value, StringComparison.Ordinal);

    private static bool Says(JsonElement element, string member, JsonElement said) =>
        element.TryGetProperty(member, out var value)
        && string.Equals(value.GetString(), said.GetString(), StringComparison.Ordinal);

    private static bool SaysInDescription(Answer at, string member, JsonElement said) =>
        Says(at.Agreement.GetProperty("description"), member, said)
        && Says(at.Contents.GetProperty("description"), member, said);

    private static bool SaysInKind(Answer at, string side, JsonElement said) =>
        at.Financing("otherInKind")
            .Any(line =>
                Says(line, "description", said)
                && at.Parties(side)
                    .Any(p => p.GetProperty("id").GetGuid() == line.GetProperty("funderPartyId").GetGuid())
            );

    /// <summary>What was written is what the date writes, or stands beside it word by word.</summary>
    private static bool SaysDate(Answer at, string member, JsonElement said)
    {
        if (!at.Agreement.GetProperty("term").TryGetProperty(member, out var date))
        {
            return false;
        }

        var digits = date.GetProperty("precision").GetString() switch
        {
            "day" => 10,
            "month" => 7,
            _ => 4,
        };
        var written = date.TryGetProperty("asWritten", out var words)
            ? words.GetString()
            : date.GetProperty("date").GetString()![..digits];
        return string.Equals(written, said.GetString(), StringComparison.Ordinal)
            && written!.Contains(date.GetProperty("date").GetString()![..digits], StringComparison.Ordinal)
            && JsonElement.DeepEquals(date, at.Contents.GetProperty("term").GetProperty(member));
    }

    private static string Name(JsonElement party) => party.GetProperty("name").GetString()!;

    private static int Number(JsonElement said) => said.GetInt32();

    private static IEnumerable<string> Strings(JsonElement said) =>
        said.EnumerateArray().Select(entry => entry.GetString()!);

    private static List<(string, string)> Amounts(JsonElement said) =>
        [.. said.EnumerateObject().Select(member => (member.Name, Money(member.Value.GetDecimal())))];

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
