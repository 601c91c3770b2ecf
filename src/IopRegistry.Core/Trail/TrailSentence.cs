using System.Globalization;
using System.Text.Json.Nodes;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Trail;

/// <summary>The names that an entry's ids have today; null where there is none to give.</summary>
public sealed record TrailNames(string? User, string? Organisation, string? Party);

/// <summary>An entry as a layman reads it: «2026-03-02 12:00 Anna Andersson (jurist, Exempelköpings kommun) bekräftade version 3.»</summary>
public static class TrailSentence
{
    private const int ValueMaxLength = 200;

    public static LocalText Of(TrailEntry entry, TrailNames names)
    {
        var changes = entry.ReadChanges();
        var moment = TimeZoneInfo
            .ConvertTime(entry.OccurredAt, SwedishCalendar.Zone)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new LocalText(
            $"{moment} {Who(entry, names, "sv")} {What(entry, changes, "sv")}.",
            $"{moment} {Who(entry, names, "en")} {What(entry, changes, "en")}."
        );
    }

    /// <summary>What read differently, a line for each; nothing for an entry without changes that people read.</summary>
    public static IEnumerable<string> Lines(TrailEntry entry) =>
        entry
            .ReadChanges()
            .Where(change => change.Field is not "refusal" && !IsStep(change))
            .Select(change => $"{change.Field}: {Short(change.Before)} → {Short(change.After)}");

    /// <summary>A value as text: texts as they are, anything else as JSON; null for what is not there.</summary>
    public static string? Whole(JsonNode? value) =>
        value switch
        {
            null => null,
            JsonValue single => single.ToString(),
            _ => value.ToJsonString(JsonColumns.Options),
        };

    private static string Short(JsonNode? value)
    {
        var text = (Whole(value) ?? "–").ReplaceLineEndings(" ");
        return text.Length <= ValueMaxLength ? text : text[..ValueMaxLength] + "…";
    }

    private static string Who(TrailEntry entry, TrailNames names, string language)
    {
        if (entry.UserId == Actor.ClockUser)
        {
            return new LocalText("Kalendern", "The calendar").In(language);
        }

        var name =
            names.User
            ?? (
                entry.ClientId is null ? new LocalText("Någon", "Somebody") : new LocalText("Ett system", "A system")
            ).In(language);
        string[] standing =
        [
            .. entry
                .Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(role => Enum.TryParse<Role>(role, out var known) ? NameOf(known).In(language) : role),
            .. names.Organisation is { } organisation ? new[] { organisation } : [],
        ];
        var mandate = entry.MandateId is null ? "" : new LocalText(" med fullmakt", " by mandate").In(language);
        var party =
            names.Party is { } named && !string.Equals(named, names.Organisation, StringComparison.Ordinal)
                ? new LocalText($" för {named}", $" for {named}").In(language)
                : "";
        return (standing.Length == 0 ? name : $"{name} ({string.Join(", ", standing)})") + mandate + party;
    }

    private static string What(TrailEntry entry, IReadOnlyList<TrailChange> changes, string language)
    {
        if (entry.Outcome == TrailOutcome.Refused)
        {
            var toDo = TrailWords.Find(entry.Action)?.ToDo.In(language) ?? entry.Operation;
            var why = changes
                .FirstOrDefault(change => change.Field is "refusal")
                ?.After?[language]?.GetValue<string>()
                .TrimEnd('.');
            return new LocalText($"försökte {toDo}, men nekades: ", $"tried to {toDo}, but was refused: ").In(language)
                + (why ?? entry.RefusalCode);
        }

        var version = changes
            .LastOrDefault(IsStep)
            ?.After?["contentsVersion"]?.GetValue<int>()
            .ToString(CultureInfo.InvariantCulture);
        var did = entry
            .Action.Split(',')
            .Select(action => TrailWords.Find(action)?.Did.In(language) ?? action)
            .Select(word => word.Replace(TrailWords.Version, version ?? "", StringComparison.Ordinal).TrimEnd());
        return string.Join(new LocalText(" och ", " and ").In(language), did);
    }

    private static bool IsStep(TrailChange change) => change.Field.StartsWith("timeline/", StringComparison.Ordinal);

    private static LocalText NameOf(Role role) =>
        role switch
        {
            Role.Legal => new("jurist", "lawyer"),
            Role.CaseOfficer => new("handläggare", "case officer"),
            Role.Registrar => new("registrator", "registrar"),
            Role.Finance => new("ekonom", "finance"),
            Role.Signatory => new("firmatecknare", "signatory"),
            Role.Reader => new("läsare", "reader"),
            Role.Admin => new("administratör", "administrator"),
            Role.Auditor => new("revisor", "auditor"),
            Role.Operator => new("driftansvarig", "operator"),
        };
}
