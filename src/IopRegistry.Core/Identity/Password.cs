using System.Collections.Frozen;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

/// <summary>
/// What may be a password: long enough, and none that everybody tries first. No demand for kinds of characters, which make
/// passwords harder to remember and no harder to guess (NIST SP 800-63B §3.1.1).
/// </summary>
public static class Password
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    private const int FewestDifferent = 5;

    /// <summary>The ones of sufficient length that head every list of stolen passwords, and the Swedish and local ones.</summary>
    private static readonly FrozenSet<string> Commonest = new[]
    {
        "123456789012",
        "1234567890123",
        "1q2w3e4r5t6y",
        "abcdefghijkl",
        "adminadminadmin",
        "administrator",
        "changemechangeme",
        "exempelkoping",
        "forsommarenkommer",
        "idéburetpartnerskap",
        "iloveyouiloveyou",
        "kommunkommun",
        "letmeinletmein",
        "losenordlosenord",
        "lösenordlösenord",
        "lösenord1234",
        "lösenord12345",
        "passwordpassword",
        "password1234",
        "password12345",
        "password123456",
        "qwertyqwerty",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopasdf",
        "sommaren2026",
        "sommarsommar",
        "stockholm123",
        "välkommen123",
        "välkommen1234",
        "welcomewelcome",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="RuleViolationException">When it may not be a password of the account.</exception>
    public static void Require(string password, string email)
    {
        if (password.Length is < MinLength or > MaxLength)
        {
            throw new RuleViolationException(AccountRules.PasswordTooShort);
        }

        var name = email.Split('@')[0];
        if (
            Commonest.Contains(password)
            || password.Distinct().Count() < FewestDifferent
            || (name.Length > 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new RuleViolationException(AccountRules.PasswordTooSimple);
        }
    }
}
