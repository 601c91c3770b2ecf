using System.Text.Json.Nodes;
using IopRegistry.Trail;

namespace IopRegistry.UnitTests.Trail;

public sealed class TrailDiffTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("""{"a":1,"b":[1,{"c":2}]}""", """{"b":[1,{"c":2}],"a":1}""")] // members have no order
    [InlineData("null", "[]")] // nothing became an empty list
    [InlineData("""[{"id":"x","n":1},{"id":"y"}]""", """[{"id":"y"},{"id":"x","n":1}]""")]
    public void What_reads_the_same_is_no_change(string before, string after) => Assert.Empty(Diff(before, after));

    [Theory]
    [InlineData("1", "2", "f: 1 → 2")]
    [InlineData("null", "\"x\"", "f:  → x")]
    [InlineData("""{"a":1}""", """{"a":2,"b":3}""", "f/a: 1 → 2|f/b:  → 3")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{}}""", "f/a/b: x → ")]
    [InlineData(
        """[{"id":"x","n":1},{"id":"y","n":1}]""",
        """[{"id":"y","n":2},{"id":"z","n":1}]""",
        """f/x: {"id":"x","n":1} → |f/y/n: 1 → 2|f/z:  → {"id":"z","n":1}"""
    )]
    [InlineData("""[{"number":1,"s":"a"}]""", """[{"number":1,"s":"b"}]""", "f/1/s: a → b")]
    [InlineData("""["a","b"]""", """["b","c"]""", "f: a → |f:  → c")]
    [InlineData("""["a","a"]""", """["a"]""", "f: a → ")] // as many as there are
    [InlineData("""["a","b"]""", """["b","a"]""", """f: ["a","b"] → ["b","a"]""")]
    [InlineData("""[{"id":"x"},{"id":"x"}]""", """[{"id":"x"}]""", """f: {"id":"x"} → """)] // an id that tells nothing apart
    [InlineData("[1]", "{}", "f: [1] → {}")]
    public void What_reads_differently_is_told_where_it_does(string before, string after, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                '|',
                Diff(before, after)
                    .Select(c => $"{c.Field}: {TrailSentence.Whole(c.Before)} → {TrailSentence.Whole(c.After)}")
            )
        );

    private static List<TrailChange> Diff(string before, string after) =>
        [.. TrailDiff.Of("f", JsonNode.Parse(before), JsonNode.Parse(after))];
}
