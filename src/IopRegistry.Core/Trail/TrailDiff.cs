using System.Text.Json.Nodes;

namespace IopRegistry.Trail;

/// <summary>
/// What reads differently between two JSON values, as few and as small changes as people can follow: members by name, items
/// of lists by their id or number where they have one, and otherwise as wholes that came or went.
/// </summary>
public static class TrailDiff
{
    private static readonly string[] Keys = ["id", "number"];

    public static IEnumerable<TrailChange> Of(string field, JsonNode? before, JsonNode? after) =>
        (before, after) switch
        {
            _ when JsonNode.DeepEquals(before, after) => [],
            (JsonObject left, JsonObject right) => OfMembers(field, left, right),
            (JsonArray left, JsonArray right) => OfItems(field, left, right),
            (null, JsonArray { Count: 0 }) or (JsonArray { Count: 0 }, null) => [],
            _ => [new TrailChange(field, before?.DeepClone(), after?.DeepClone())],
        };

    private static IEnumerable<TrailChange> OfMembers(string field, JsonObject before, JsonObject after) =>
        before
            .Select(member => member.Key)
            .Union(after.Select(member => member.Key), StringComparer.Ordinal)
            .SelectMany(name => Of($"{field}/{name}", before[name], after[name]));

    private static IEnumerable<TrailChange> OfItems(string field, JsonArray before, JsonArray after)
    {
        if (KeyOf(before, after) is { } key)
        {
            var (left, right) = (ByKey(before, key), ByKey(after, key));
            return left
                .Keys.Union(right.Keys, StringComparer.Ordinal)
                .SelectMany(id => Of($"{field}/{id}", left.GetValueOrDefault(id), right.GetValueOrDefault(id)));
        }

        List<JsonNode?> gone = [.. before];
        List<JsonNode?> come = [];
        foreach (var item in after)
        {
            var same = gone.FindIndex(other => JsonNode.DeepEquals(item, other));
            if (same < 0)
            {
                come.Add(item);
            }
            else
            {
                gone.RemoveAt(same);
            }
        }

        return gone.Count + come.Count == 0
            ? [new TrailChange(field, before.DeepClone(), after.DeepClone())] // only the order
            :
            [
                .. gone.Select(item => new TrailChange(field, item?.DeepClone(), null)),
                .. come.Select(item => new TrailChange(field, null, item?.DeepClone())),
            ];
    }

    /// <summary>The member by which every item of both lists is told from the others.</summary>
    private static string? KeyOf(JsonArray before, JsonArray after) =>
        Array.Find(Keys, key => IsKeyOf(before, key) && IsKeyOf(after, key));

    private static bool IsKeyOf(JsonArray items, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.All(item => item is JsonObject o && o[key] is JsonValue value && seen.Add(value.ToString()));
    }

    private static Dictionary<string, JsonNode?> ByKey(JsonArray items, string key) =>
        items.ToDictionary(item => item![key]!.ToString(), StringComparer.Ordinal);
}
