using System.Globalization;
using FsCheck.Fluent;
using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class SwedishSortTests
{
    /// <summary>Fictional names in the order of a Swedish telephone book.</summary>
    private static readonly string[] InOrder =
    [
        "3 systrar",
        "Adolfsbergs idrottsförening",
        "Ale byalag",
        "Alé kulturförening",
        "Brottsofferjouren Exempelköping",
        "Bygdegård Norr",
        "Café Möjligheten",
        "Cykelköket",
        "Exempelköpings kommun",
        "Exempelköpings stadsmission",
        "Kvinnojouren",
        "Müllers stiftelse",
        "Mynta",
        "Rädda grannskapet",
        "Röda stugan",
        "Vackra hem",
        "Vykort",
        "Wallins minne",
        "Xerxes",
        "Zebran",
        "Åby scoutkår",
        "Ålderdomens vänner",
        "Ädelträ",
        "Ängsbacken",
        "Öbornas förening",
        "Östra nätverket",
    ];

    [Fact]
    public void Keys_compared_byte_by_byte_put_names_in_Swedish_order() =>
        Assert.Equal(InOrder, InOrder.Reverse().OrderBy(SwedishSort.KeyOf, StringComparer.Ordinal));

    [Fact]
    public void The_order_is_that_of_the_Swedish_collation()
    {
        var swedish = new CultureInfo("sv-SE").CompareInfo;
        foreach (var one in InOrder)
        {
            foreach (var other in InOrder)
            {
                var expected = Math.Sign(swedish.Compare(one, other, CompareOptions.IgnoreCase));
                var actual = Math.Sign(string.CompareOrdinal(SwedishSort.KeyOf(one), SwedishSort.KeyOf(other)));
                Assert.True(expected == actual, $"{one} and {other}: {actual} but the collation says {expected}.");
            }
        }
    }

    [Fact]
    public void Words_of_Swedish_letters_sort_as_in_the_Swedish_collation()
    {
        var swedish = new CultureInfo("sv-SE").CompareInfo;
        var words = Gen.Elements("abcdefghijklmnopqrstuvwxyzåäöABCXYZÅÄÖ0189".ToCharArray())
            .NonEmptyListOf()
            .Select(letters => string.Concat(letters));
        Holds(
            words.Zip(words),
            input =>
                Math.Sign(swedish.Compare(input.Item1, input.Item2, CompareOptions.IgnoreCase))
                == Math.Sign(string.CompareOrdinal(SwedishSort.KeyOf(input.Item1), SwedishSort.KeyOf(input.Item2))),
            2000
        );
    }

    [Theory]
    [InlineData("Exempelköpings Kommun", "exempelk}pings kommun")]
    [InlineData("  Röda   Stugan\t", "r}da stugan")]
    [InlineData("ÅÄÖ", "{|}")]
    [InlineData("A\u030A", "{")]
    [InlineData("Ærø", "|r}")]
    [InlineData("Café Ñandú", "cafe nandu")]
    [InlineData("Müller", "myller")]
    [InlineData("Huddinge-Botkyrka", "huddinge botkyrka")]
    [InlineData("S:t Eriks", "st eriks")]
    [InlineData("A.B.C. & Co", "abc co")]
    [InlineData("L'Étoile", "letoile")]
    [InlineData("100% ideell_förening [test]", "100 ideell f}rening test")]
    [InlineData("(Svensk) förening", "svensk f}rening")]
    [InlineData("Straße", "strasse")]
    [InlineData("Þór Łódź", "thor lodz")]
    [InlineData("№ ½ ﬁ", "no 1 2 fi")]
    [InlineData("Дом Мира", "дом мира")]
    [InlineData("!?", "")]
    [InlineData("", "")]
    public void Key(string name, string key) => Assert.Equal(key, SwedishSort.KeyOf(name));

    [Fact]
    public void Any_text_has_a_key_that_needs_no_escaping()
    {
        Holds(
            ArbMap.GeneratorFor<string>(ArbMap.Default).Where(name => name is not null),
            name =>
            {
                var key = SwedishSort.KeyOf(name);
                return string.Equals(key, key.Trim(' '), StringComparison.Ordinal)
                    && !key.Contains("  ", StringComparison.Ordinal)
                    && key.IndexOfAny(['%', '_', '[', '\\', '\'', '\0']) < 0;
            },
            2000
        );
        Assert.Equal("a b", SwedishSort.KeyOf("a\uD83Db"));
    }

    [Fact]
    public void Case_and_space_make_no_difference() =>
        Holds(
            Gen.Elements(InOrder),
            name =>
                string.Equals(
                    SwedishSort.KeyOf(name),
                    SwedishSort.KeyOf($" {name.ToUpperInvariant().Replace(" ", "   ", StringComparison.Ordinal)} "),
                    StringComparison.Ordinal
                ),
            100
        );

    [Fact]
    public void Every_word_can_be_found_by_how_it_starts()
    {
        Assert.Equal(
            ["r}da stugan i }sterby", "stugan i }sterby", "i }sterby", "}sterby"],
            SwedishSort.WordKeys("Röda stugan i Österby")
        );
        Assert.Contains(
            SwedishSort.WordKeys("Brottsofferjouren Huddinge-Botkyrka"),
            key => key.StartsWith(SwedishSort.KeyOf("BOTK"), StringComparison.Ordinal)
        );
        Assert.Empty(SwedishSort.WordKeys(" - "));
    }

    [Fact]
    public void A_name_has_twelve_word_keys_at_most() =>
        Assert.Equal(12, SwedishSort.WordKeys(string.Join(' ', Enumerable.Repeat("ord", 40))).Count);
}
