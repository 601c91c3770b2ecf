using System.Diagnostics.CodeAnalysis;

namespace IopRegistry.SharedKernel;

/// <summary>Why a text is no organisation number.</summary>
public enum OrganisationNumberError
{
    Format,
    CheckDigit,

    /// <summary>A person's number. It is refused as such, and never stored, logged or echoed.</summary>
    PersonalIdentityNumber,
}

/// <summary>An organisationsnummer: ten digits of which the third is at least 2 and the last is a check digit (Luhn).</summary>
public sealed record OrganisationNumber
{
    public const int Length = 10;

    private OrganisationNumber(string digits) => Digits = digits;

    /// <summary>As it is stored: ten digits.</summary>
    public string Digits { get; }

    /// <summary>As it is shown: <c>NNNNNN-NNNN</c>.</summary>
    public override string ToString() => $"{Digits[..6]}-{Digits[6..]}";

    /// <summary>Reads ten digits, with or without the hyphen, and with or without the prefix 16 of the twelve-digit form.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out OrganisationNumber? number,
        [NotNullWhen(false)] out OrganisationNumberError? error
    )
    {
        var trimmed = (text ?? "").Trim();
        error = Check(trimmed);
        number = error is null ? new OrganisationNumber(DigitsOf(trimmed)[^Length..]) : null;
        return error is null;
    }

    /// <summary>Reads what is already known to be one, such as a stored value.</summary>
    public static OrganisationNumber Parse(string text) =>
        TryParse(text, out var number, out _)
            ? number
            : throw new FormatException("The text is not an organisation number.");

    private static OrganisationNumberError? Check(string text)
    {
        var digits = DigitsOf(text);
        if (PersonalNumbers.LooksLikeOne(digits))
        {
            return OrganisationNumberError.PersonalIdentityNumber;
        }

        if (!HasForm(text, digits) || digits[^Length..][2] < '2')
        {
            return OrganisationNumberError.Format;
        }

        return HasCheckDigit(digits[^Length..]) ? null : OrganisationNumberError.CheckDigit;
    }

    private static bool HasForm(string text, string digits) =>
        (digits.Length == Length || (digits.Length == Length + 2 && digits.StartsWith("16", StringComparison.Ordinal)))
        && (text.Length == digits.Length || (text.Length == digits.Length + 1 && text[^5] == '-'));

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static bool HasCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var product = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product > 9 ? product - 9 : product;
        }

        return sum % 10 == 0;
    }
}

/// <summary>
/// Recognises personnummer and samordningsnummer by their shape, however they are spaced, so that they are kept out even
/// when the check digit is mistyped.
/// </summary>
internal static class PersonalNumbers
{
    public static bool LooksLikeOne(string digits) =>
        digits.Length switch
        {
            OrganisationNumber.Length => IsBirthDate("20", digits) || IsBirthDate("19", digits),
            OrganisationNumber.Length + 2 => digits[..2] switch
            {
                "18" or "19" or "20" => IsBirthDate(digits[..2], digits[2..]),
                "16" => LooksLikeOne(digits[2..]),
                _ => false,
            },
            _ => false,
        };

    private static bool IsBirthDate(string century, string digits)
    {
        var year = Number(century + digits[..2]);
        var month = Number(digits[2..4]);
        var day = Number(digits[4..6]);
        // A coordination number (samordningsnummer) has 60 added to the day.
        day = day > 60 ? day - 60 : day;
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Number(string digits) => digits.Aggregate(0, (number, digit) => (number * 10) + digit - '0');
}
