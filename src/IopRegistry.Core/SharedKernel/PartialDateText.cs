using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IopRegistry.SharedKernel;

/// <summary>
/// Reads dates as people have written them in old agreements and spreadsheets: "2027 (day not stated)", "2016-11 (end
/// of)", "1 januari 2024", "planned autumn 2019; running by April 2021". The first date in the text counts, and whatever
/// else it says is kept as it was written.
/// </summary>
public static partial class PartialDateText
{
    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "maj",
        "jun",
        "jul",
        "aug",
        "sep",
        "okt",
        "nov",
        "dec",
    ];

    /// <summary>
    /// False when no year is found, when the text is longer than can be kept, and when it names a day that does not exist:
    /// guessing would hide a mistake that only a person can mend.
    /// </summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out PartialDate? date)
    {
        date = null;
        var written = text?.Trim() ?? "";
        if (written.Length > PartialDate.AsWrittenMaxLength || DateForm().Match(written) is not { Success: true } match)
        {
            return false;
        }

        var year = Number(match.Groups["year"]);
        var month = match.Groups["month"].Success ? Number(match.Groups["month"]) : MonthNamed(match.Groups["name"]);
        var day = Number(match.Groups["day"]);
        if (month > 0 && day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var read = new PartialDate(
            new DateOnly(year, Math.Max(month, 1), Math.Max(day, 1)),
            day > 0 ? DatePrecision.Day
                : month > 0 ? DatePrecision.Month
                : DatePrecision.Year
        );
        date = string.Equals(read.ToString(), written, StringComparison.Ordinal)
            ? read
            : read with
            {
                AsWritten = written,
            };
        return true;
    }

    private static int Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>Swedish and English names share their first three letters in all months but two.</summary>
    private static int MonthNamed(Group name)
    {
        if (!name.Success)
        {
            return 0;
        }

        var start = name.Value[..3].ToLowerInvariant();
        return 1
            + Array.IndexOf(
                Months,
                start switch
                {
                    "may" => "maj",
                    "oct" => "okt",
                    _ => start,
                }
            );
    }

    [GeneratedRegex(
        """
            (?<![0-9])(?:
                (?<year>(?:19|20|21)[0-9]{2})-(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12][0-9]|3[01])(?![0-9])
              | (?<year>(?:19|20|21)[0-9]{2})(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12][0-9]|3[01])(?![0-9])
              | (?<year>(?:19|20|21)[0-9]{2})-(?<month>0[1-9]|1[0-2])(?![0-9-])
              | (?:(?<day>0?[1-9]|[12][0-9]|3[01])\s+)?
                (?<![a-zåäö])(?<name>januar[iy]|februar[iy]|mars|march|april|maj|may|jun[ie]|jul[iy]|august[i]?|september|o[kc]tober|november|december)
                \s+(?<year>(?:19|20|21)[0-9]{2})(?![0-9])
              | (?<year>(?:19|20|21)[0-9]{2})(?![0-9])
            )
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DateForm();
}
