using IopRegistry.SharedKernel;
using static IopRegistry.UnitTests.SharedKernel.Law;

namespace IopRegistry.UnitTests.SharedKernel;

public sealed class OrganisationNumberTests
{
    /// <summary>What a digit counts for in every second place, counted from the check digit: its double's digits added.</summary>
    private static readonly int[] Doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

    [Theory]
    [InlineData("212000-0142")]
    [InlineData("2120000142")]
    [InlineData("162120000142")]
    [InlineData("16212000-0142")]
    [InlineData("  212000-0142 ")]
    public void Every_way_to_write_it_is_the_same_number(string text)
    {
        Assert.True(OrganisationNumber.TryParse(text, out var number, out var error));
        Assert.Null(error);
        Assert.Equal("2120000142", number.Digits);
        Assert.Equal("212000-0142", number.ToString());
        Assert.Equal(OrganisationNumber.Parse("2120000142"), number);
    }

    [Fact]
    public void Of_ten_last_digits_exactly_the_check_digit_is_accepted()
    {
        foreach (var nine in NineDigits())
        {
            var sum = 0;
            for (var i = 0; i < 9; i++)
            {
                var digit = nine[8 - i] - '0';
                sum += i % 2 == 0 ? Doubled[digit] : digit;
            }

            for (var last = '0'; last <= '9'; last++)
            {
                var right = (sum + last - '0') % 10 == 0;
                var read = OrganisationNumber.TryParse(nine + last, out _, out var error);
                if (read != right || (!read && error != OrganisationNumberError.CheckDigit))
                {
                    Assert.Fail($"{nine}{last} should be {(right ? "accepted" : "refused for its check digit")}.");
                }
            }
        }
    }

    [Fact]
    public void One_mistyped_digit_is_always_noticed()
    {
        const string right = "2120000142";
        for (var place = 0; place < right.Length; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var mistyped = right[..place] + digit + right[(place + 1)..];
                Assert.Equal(digit == right[place], OrganisationNumber.TryParse(mistyped, out _, out _));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("212000")]
    [InlineData("21200001420")]
    [InlineData("2120-000142")]
    [InlineData("212000--0142")]
    [InlineData("212000 0142")]
    [InlineData("212000–0142")]
    [InlineData("SE212000014201")]
    [InlineData("212000-014A")]
    [InlineData("172120000142")]
    [InlineData("202120000142")]
    [InlineData("16-2120000142")]
    [InlineData("２１２００００１４２")]
    [InlineData("0000000000")]
    [InlineData("2119990142")]
    [InlineData("5013015555")]
    public void Another_form_is_refused(string? text) => AssertRefused(text, OrganisationNumberError.Format);

    [Fact]
    public void Every_birth_date_of_two_centuries_is_refused_as_a_person()
    {
        foreach (var day in DayByDay.Tested.Where(day => day.Year < 2100))
        {
            var date = $"{day.Year:0000}{day.Month:00}{day.DayOfMonth:00}";
            var coordination = $"{day.Year:0000}{day.Month:00}{day.DayOfMonth + 60:00}";
            foreach (var twelve in new[] { date + "0000", coordination + "0000" })
            {
                if (!IsPersonal(twelve) || !IsPersonal(twelve[2..]))
                {
                    Assert.Fail($"A number of {day.Date:O} is not recognised.");
                }
            }
        }
    }

    [Theory]
    [InlineData("010101-0000")]
    [InlineData("010101+0000")]
    [InlineData("010101 0000")]
    [InlineData("20010101-0000")]
    [InlineData("2001 01 01 0000")]
    [InlineData("20010161-0000")]
    [InlineData("16010101-0000")]
    [InlineData("18991231-0000")]
    [InlineData("000229-0000")]
    public void A_person_is_recognised_however_the_number_is_written(string text) =>
        AssertRefused(text, OrganisationNumberError.PersonalIdentityNumber);

    [Theory]
    [InlineData("011301-0000")]
    [InlineData("010132-0000")]
    [InlineData("010230-0000")]
    [InlineData("010192-0000")]
    [InlineData("010100-0000")]
    [InlineData("19000229-0000")]
    public void A_third_digit_below_two_with_no_possible_birth_date_is_a_wrong_form(string text) =>
        AssertRefused(text, OrganisationNumberError.Format);

    [Fact]
    public void No_text_whatever_makes_it_fail() =>
        Holds(
            FsCheck.Fluent.ArbMap.GeneratorFor<string>(FsCheck.Fluent.ArbMap.Default),
            text =>
                OrganisationNumber.TryParse(text, out var number, out var error)
                == (number is not null && error is null),
            2000
        );

    [Fact]
    public void Each_refusal_has_its_code_and_never_repeats_what_was_written()
    {
        Assert.Equal(
            ["organisation-number-format", "organisation-number-check-digit", "personal-identity-number"],
            Enum.GetValues<OrganisationNumberError>().Select(error => OrganisationNumberRules.For(error).Code)
        );
        Assert.All(
            Enum.GetValues<OrganisationNumberError>(),
            error =>
            {
                var refusal = OrganisationNumberRules.For(error, "/organisationNumber");
                Assert.Equal(RefusalKind.Invalid, refusal.Kind);
                Assert.Equal("/organisationNumber", refusal.Pointer);
                Assert.All(
                    [refusal.Title.Sv, refusal.Title.En, refusal.Detail.Sv, refusal.Detail.En],
                    text => Assert.NotEmpty(text)
                );
            }
        );
        var thrown = Assert.Throws<FormatException>(() => OrganisationNumber.Parse("010101-0000"));
        Assert.DoesNotContain("010101", thrown.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NineDigits()
    {
        foreach (var prefix in new[] { "212", "232", "556", "716", "769", "802", "857", "916", "969", "002", "999" })
        {
            for (var serial = 0; serial < 1_000_000; serial += 997)
            {
                yield return $"{prefix}{serial:000000}";
            }
        }
    }

    private static bool IsPersonal(string text) =>
        !OrganisationNumber.TryParse(text, out _, out var error)
        && error == OrganisationNumberError.PersonalIdentityNumber;

    private static void AssertRefused(string? text, OrganisationNumberError expected)
    {
        Assert.False(OrganisationNumber.TryParse(text, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(expected, error);
    }
}
