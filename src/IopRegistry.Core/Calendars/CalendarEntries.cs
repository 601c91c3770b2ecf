using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IopRegistry.Exports;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Calendars;

/// <summary>A flag with what its agreement is called, and when that last changed.</summary>
public sealed record CalendarFlag(Flag Flag, string Reference, string Title, DateTimeOffset UpdatedAt);

/// <summary>
/// What flags and meetings are in a calendar. What an entry is about makes its UID, never its date: when a date moves, the
/// flag is another one but the entry is the same.
/// </summary>
public static class CalendarEntries
{
    private const string Domain = "@iopregistry.se";

    /// <summary>Counted in seconds from here a sequence number grows with time and stays below two thousand million until 2093.</summary>
    private static readonly DateTimeOffset SequenceStart = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// One entry for an agreement, kind and party: warnings 180, 90 and 30 days ahead are about one and the same day. Kinds
    /// that come again are told apart by their year or by which one in order they are.
    /// </summary>
    public static IEnumerable<CalendarEntry> Of(
        IEnumerable<CalendarFlag> flags,
        string language,
        Func<Guid, string> addressOf,
        DateTimeOffset now
    ) =>
        flags
            .GroupBy(f => (f.Flag.AgreementId, f.Flag.Kind, f.Flag.PartyId))
            .SelectMany(same =>
                Occasions(same.Key.Kind, [.. same.Where(f => !IsSuperseded(f.Flag, same))])
                    .Select(occasion => Entry(occasion.Name, occasion.Flags, language, addressOf, now))
            );

    public static CalendarEntry Of(BoardMeeting meeting, string organisation, string board, string language)
    {
        var text = new LocalText($"Sammanträde: {board}, {organisation}", $"Meeting: {board}, {organisation}");
        var submit = meeting.SubmitBy?.ToIsoString();
        var description = new LocalText(
            submit is null ? "" : $"Handlingar lämnas senast {submit}.",
            submit is null ? "" : $"Papers are handed in by {submit}."
        );
        return new(
            $"meeting-{meeting.Id}{Domain}",
            meeting.Date,
            meeting.Version - 1,
            meeting.UpdatedAt,
            IsCancelled: false,
            text.In(language),
            $"{description.In(language)}\n{meeting.Note}".Trim(),
            Url: null,
            new LocalText("Nämndsammanträde", "Board meeting").In(language)
        );
    }

    /// <summary>A flag that was closed because its date moved: the one that took its place is the entry now.</summary>
    private static bool IsSuperseded(Flag flag, IEnumerable<CalendarFlag> same) =>
        flag.State == FlagState.Closed
        && same.Any(other => other.Flag.State != FlagState.Closed && !ComesAgain(flag.Kind));

    private static bool ComesAgain(FlagKind kind) =>
        kind is FlagKind.ReportDue or FlagKind.MoneyNotSecured or FlagKind.DecisionNotInForce;

    private static IEnumerable<(string Name, IReadOnlyList<CalendarFlag> Flags)> Occasions(
        FlagKind kind,
        IReadOnlyList<CalendarFlag> flags
    ) =>
        kind switch
        {
            _ when flags.Count == 0 => [],
            FlagKind.MoneyNotSecured => flags
                .GroupBy(f => f.Flag.TargetDate.Year)
                .Select(year =>
                    (year.Key.ToString(CultureInfo.InvariantCulture), (IReadOnlyList<CalendarFlag>)[.. year])
                ),
            _ when ComesAgain(kind) => flags
                .GroupBy(f => f.Flag.TargetDate)
                .Where(day => day.Any(f => !IsGone(f.Flag)))
                .OrderBy(day => day.Key)
                .Select((day, i) => (i.ToString(CultureInfo.InvariantCulture), (IReadOnlyList<CalendarFlag>)[.. day])),
            _ => [("", flags)],
        };

    /// <summary>The latest one speaks for all of them.</summary>
    private static CalendarEntry Entry(
        string occasion,
        IReadOnlyList<CalendarFlag> flags,
        string language,
        Func<Guid, string> addressOf,
        DateTimeOffset now
    )
    {
        var (flag, reference, title, updated) = flags
            .OrderBy(f => f.Flag.State == FlagState.Closed)
            .ThenByDescending(f => f.Flag.ClosedAt)
            .ThenByDescending(f => f.Flag.TargetDate)
            .ThenBy(f => f.Flag.DueOn)
            .First();
        var modified = flags.Select(f => ModifiedAt(f.Flag, now)).Append(updated).Max();
        return new(
            UidOf(flag, occasion),
            flag.TargetDate,
            Math.Max(0, (long)(modified - SequenceStart).TotalSeconds),
            modified,
            IsGone(flag),
            $"{FlagTexts.Title(flag.Kind).In(language)}: {title}",
            $"{FlagTexts.Explanation(flag).In(language)}\n{reference} {title}",
            addressOf(flag.AgreementId),
            new LocalText("Bevakning", "Deadline").In(language)
        );
    }

    /// <summary>Closed before its day: there is nothing left to do on it. One that was closed by its day has just been.</summary>
    private static bool IsGone(Flag flag) =>
        flag is { State: FlagState.Closed, ClosedAt: { } at } && SwedishCalendar.DayOf(at) <= flag.TargetDate;

    private static DateTimeOffset ModifiedAt(Flag flag, DateTimeOffset now) =>
        flag.ClosedAt ?? flag.RaisedAt ?? Earliest(MadeAt(flag.Id), now);

    /// <summary>The id's moment is another node's word.</summary>
    private static DateTimeOffset Earliest(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A version 7 UUID begins with the millisecond it was made in (RFC 9562 §5.7).</summary>
    private static DateTimeOffset MadeAt(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var milliseconds = bytes.Take(6).Aggregate(0L, (sum, part) => (sum << 8) | part);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    private static string UidOf(Flag flag, string occasion)
    {
        var about = $"{flag.AgreementId} {flag.Kind} {flag.PartyId} {occasion}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)))[..32] + Domain;
    }
}
