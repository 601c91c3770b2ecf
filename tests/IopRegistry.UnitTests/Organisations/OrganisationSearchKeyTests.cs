using IopRegistry.Organisations;

namespace IopRegistry.UnitTests.Organisations;

public sealed class OrganisationSearchKeyTests
{
    [Theory]
    [InlineData("m", "n")]
    [InlineData("kö}", "kö~")]
    [InlineData("a\uD7FF", "a\uE000")]
    [InlineData("a\U0010FFFF", "b")]
    public void The_range_of_a_prefix_ends_before_the_next_one(string prefix, string after) =>
        Assert.Equal(after, OrganisationSearchKey.After(prefix));

    [Fact]
    public void A_search_asks_for_each_word_once() =>
        Assert.Equal(["m{sen", "kvinno"], OrganisationSearchKey.WordsOf("  Måsen, KVINNO måsen "));

    [Fact]
    public void A_key_is_never_cut_in_the_middle_of_a_character()
    {
        Assert.Equal("ab", OrganisationSearchKey.Cut("ab\U00010400", 3));
        Assert.Equal("ab\U00010400", OrganisationSearchKey.Cut("ab\U00010400", 4));
    }

    [Fact]
    public void Signs_that_become_many_letters_still_fit_their_columns()
    {
        var organisation = An.Civil(new string('\uFDFA', Organisation.NameMaxLength));

        Assert.InRange(organisation.SortKey.Length, 1, Organisation.SortKeyMaxLength);
        Assert.All(organisation.NewSearchKeys, k => Assert.InRange(k.Key.Length, 1, OrganisationSearchKey.MaxLength));
    }
}
