using IopRegistry.Identity;

namespace IopRegistry.UnitTests.Identity;

public sealed class AuthenticatorCodeTests
{
    /// <summary>"12345678901234567890", the secret of RFC 6238's appendix B, in base32.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void The_vectors_of_the_standard_hold(long seconds, string code) =>
        Assert.Equal(code, AuthenticatorCode.At(Key, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_clock_may_be_half_a_minute_off(int seconds, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var code = AuthenticatorCode.At(Key, now.AddSeconds(seconds));
        Assert.Equal(accepted, AuthenticatorCode.Check(Key, code, now, after: 0) is not null);
    }

    [Fact]
    public void A_code_is_good_once_and_spends_those_before_it()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = AuthenticatorCode.Check(Key, AuthenticatorCode.At(Key, now), now, after: 0);

        Assert.NotNull(step);
        Assert.Null(AuthenticatorCode.Check(Key, AuthenticatorCode.At(Key, now), now, step.Value));
        Assert.Null(AuthenticatorCode.Check(Key, AuthenticatorCode.At(Key, now.AddSeconds(-30)), now, step.Value));
        Assert.NotNull(AuthenticatorCode.Check(Key, AuthenticatorCode.At(Key, now.AddSeconds(30)), now, step.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059240")]
    [InlineData("abcdef")]
    [InlineData("٠٠٥٩٢٤")]
    public void Nothing_else_is_a_code(string typed) =>
        Assert.Null(AuthenticatorCode.Check(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1_234_567_890), after: 0));

    [Fact]
    public void A_new_secret_is_160_bits_and_its_own()
    {
        var key = AuthenticatorCode.NewKey();
        Assert.Matches("^[A-Z2-7]{32}$", key);
        Assert.NotEqual(key, AuthenticatorCode.NewKey());
        Assert.Contains($"secret={key}&", AuthenticatorCode.Address(key, "a b@example.org"), StringComparison.Ordinal);
    }
}
