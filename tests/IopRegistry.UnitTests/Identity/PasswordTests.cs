using IopRegistry.Identity;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Identity;

public sealed class PasswordTests
{
    private const string Email = "anna.andersson@exempelkoping.example";

    [Theory]
    [InlineData("elva tecken")]
    [InlineData("")]
    public void A_short_one_is_refused(string password) =>
        Assert.Equal(AccountRules.PasswordTooShort, Refusal(password));

    [Fact]
    public void A_very_long_one_is_refused() =>
        Assert.Equal(AccountRules.PasswordTooShort, Refusal(string.Concat(Enumerable.Repeat("abcdefgh", 17))));

    [Theory]
    [InlineData("PasswordPassword")]
    [InlineData("Lösenord1234")]
    [InlineData("abababababab")]
    [InlineData("min Anna.Andersson 7")]
    public void One_that_everybody_tries_is_refused(string password) =>
        Assert.Equal(AccountRules.PasswordTooSimple, Refusal(password));

    [Theory]
    [InlineData("fyra ord på rad")]
    [InlineData("XkT9 pQ2m Wz7v")]
    public void Any_other_is_taken(string password) => Password.Require(password, Email);

    private static RuleViolation Refusal(string password) =>
        Assert.Throws<RuleViolationException>(() => Password.Require(password, Email)).Violation;
}
