using System.Text.Json;
using IopRegistry.SharedKernel;
using Npgsql;

namespace IopRegistry.Benchmarks.Running;

/// <summary>
/// The floor's answer to the read of an agreement in force: columns as they are stored, and by hand what is in none of
/// them: dates with their reasons, and links for what may be done.
/// </summary>
internal static class FloorAgreement
{
    public const string Sql = """
        SELECT id, reference, title, state_since, initiating_side, description, parties, term, starts_on, ends_on,
               contents_version, content_hash, figures, missing, handling, assessment, round, confirmations, decisions,
               signatures, notices, dialogues, extensions, amendments, created_at, updated_at, is_framework
        FROM agreements a
        WHERE id = $1 AND EXISTS (
            SELECT FROM agreement_parties p WHERE p.agreement_id = a.id AND p.organisation_id = $2)
        """;

    public static void Write(Utf8 json, NpgsqlDataReader row, FloorSettings settings)
    {
        var term = row.GetFieldValue<byte[]>(7);
        var parties = row.GetFieldValue<byte[]>(6);
        var decisions = row.GetFieldValue<byte[]>(18);
        var start = row.GetFieldValue<DateOnly>(8);
        var end = row.GetFieldValue<DateOnly>(9);
        var months = ((end.Year - start.Year) * 12) + end.Month - start.Month + 1;
        var id = row.GetGuid(0);

        json.Raw("{\"id\":\""u8).Id(id).Raw("\",\"reference\":"u8).Text(row.GetString(1));
        json.Raw(",\"title\":"u8).Text(row.GetString(2)).Raw(",\"state\":\"active\",\"stateSince\":\""u8);
        json.Moment(row.GetDateTime(3)).Raw("\",\"isFramework\":"u8).Raw(row.GetBoolean(26) ? "true"u8 : "false"u8);
        json.Raw(",\"initiatingSide\":"u8)
            .Raw(string.Equals(row.GetString(4), "Civil", StringComparison.Ordinal) ? "\"civil\""u8 : "\"public\""u8);
        json.Raw(",\"description\":"u8).Raw(row.GetFieldValue<byte[]>(5)).Raw(",\"parties\":"u8).Raw(parties);
        json.Raw(",\"term\":"u8).Raw(term.AsSpan(0, term.Length - 1)).Raw(",\"months\":"u8).Number(months);
        json.Raw("},\"startsOn\":\""u8).Day(start).Raw("\",\"endsOn\":\""u8).Day(end);
        json.Raw("\",\"contentsVersion\":"u8)
            .Number(row.GetInt32(10))
            .Raw(",\"contentHash\":"u8)
            .Text(row.GetString(11));
        json.Raw(",\"figures\":"u8).Raw(row.GetFieldValue<byte[]>(12));
        json.Raw(",\"waiting\":{\"for\":[],\"since\":\""u8).Moment(row.GetDateTime(3));
        json.Raw("\",\"why\":\"Avtalet gäller.\",\"next\":\"Avtalet gäller till och med "u8).Day(end);
        json.Raw(".\"},\"missing\":"u8).Raw(row.GetFieldValue<byte[]>(13)).Raw(",\"dates\":["u8);
        var understood = JsonSerializer.Deserialize(term, FloorJson.Default.FloorTerm)!;
        var partyList = JsonSerializer.Deserialize(parties, FloorJson.Default.FloorPartyArray)!;
        Dates(json, understood, partyList, end);
        Chain(json, start, end, TermDates.IsOneYear(start, end) ? 1 : 0);
        json.Member(",\"handling\":"u8, Nullable(row, 14)).Member(",\"assessment\":"u8, Nullable(row, 15));
        json.Raw(",\"round\":"u8)
            .Number(row.GetInt32(16))
            .Raw(",\"confirmations\":"u8)
            .Raw(row.GetFieldValue<byte[]>(17));
        // One decision in the templates, not yet announced.
        json.Raw(",\"decisions\":[{\"decision\":"u8).Raw(decisions.AsSpan(1, decisions.Length - 2));
        json.Raw(",\"counts\":true,\"inForce\":false}],\"signatures\":"u8).Raw(row.GetFieldValue<byte[]>(19));
        json.Raw(",\"notices\":"u8).Raw(row.GetFieldValue<byte[]>(20)).Raw(",\"dialogues\":"u8);
        json.Raw(row.GetFieldValue<byte[]>(21)).Raw(",\"extensions\":"u8).Raw(row.GetFieldValue<byte[]>(22));
        json.Raw(",\"amendments\":"u8).Raw(row.GetFieldValue<byte[]>(23)).Raw(",\"createdAt\":\""u8);
        json.Moment(row.GetDateTime(24))
            .Raw("\",\"updatedAt\":\""u8)
            .Moment(row.GetDateTime(25))
            .Raw("\",\"_links\":["u8);
        var decision = JsonSerializer.Deserialize(decisions, FloorJson.Default.FloorDecisionArray)!;
        Links(
            json,
            $"{settings.ProductAddress}/iop/v1/agreements/{id}",
            settings.Caller,
            understood,
            partyList,
            decision,
            end
        );
        json.Raw("]}"u8);
    }

    private static byte[]? Nullable(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static void Dates(Utf8 json, FloorTerm term, FloorParty[] parties, DateOnly end)
    {
        var extension = term.Extension;
        json.Raw("{\"rule\":\"end\",\"date\":\""u8).Day(end);
        json.Raw(
            "\",\"explanation\":\"Sista dag enligt avtalet, inräknad.\",\"inputs\":[{\"name\":\"agreedEnd\",\"value\":\""u8
        );
        json.Day(end).Raw("\"},{\"name\":\"extensions\",\"value\":\"0\"},{\"name\":\"extensionMonths\",\"value\":\""u8);
        json.Number(extension.Months).Raw("\"}],\"clause\":\"term\"}"u8);
        var earliest = DateOnly.MaxValue;
        foreach (var party in parties)
        {
            var months = Array.Find(term.NoticeByParty, n => n.PartyId == party.Id)?.Months ?? term.NoticeMonths!.Value;
            var last = TermDates.LastNoticeDate(end, months);
            earliest = last < earliest ? last : earliest;
            json.Raw(",{\"rule\":\"last-notice-date\",\"date\":\""u8).Day(last).Raw("\",\"explanation\":\""u8);
            json.Plain(party.Name)
                .Raw(" kan senast säga upp "u8)
                .Number(months)
                .Raw(" månader före sista dagen.\",\"inputs\":"u8);
            json.Raw("[{\"name\":\"end\",\"value\":\""u8).Day(end).Raw("\"},{\"name\":\"noticeMonths\",\"value\":\""u8);
            json.Number(months)
                .Raw("\"},{\"name\":\"partyId\",\"value\":\""u8)
                .Id(party.Id)
                .Raw("\"}],\"clause\":\"term\"}"u8);
        }

        var working = SwedishCalendar.LastWorkingDayBefore(earliest);
        json.Raw(",{\"rule\":\"decision-needed-by\",\"date\":\""u8).Day(working);
        json.Raw("\",\"explanation\":\"Beslut behövs senast "u8).Day(working);
        json.Raw(": sista arbetsdagen före den tidigaste sista uppsägningsdagen "u8).Day(earliest);
        json.Raw(".\",\"inputs\":[{\"name\":\"end\",\"value\":\""u8).Day(end);
        json.Raw("\"},{\"name\":\"monthsBefore\",\"value\":\"6\"},{\"name\":\"earliestLastNoticeDate\",\"value\":\""u8)
            .Day(earliest);
        json.Raw("\"},{\"name\":\"lastWorkingDayBeforeNotice\",\"value\":\""u8)
            .Day(working)
            .Raw("\"}],\"clause\":\"term\"}"u8);
        if (extension.MostTimes == 0)
        {
            return;
        }

        json.Raw(",{\"rule\":\"end-after-extensions\",\"date\":\""u8);
        json.Day(TermDates.ExtendedEnd(end, extension.Months * extension.MostTimes, 1));
        json.Raw("\",\"explanation\":\"Sista dag om alla "u8).Number(extension.MostTimes);
        json.Raw(" förlängningar används.\",\"inputs\":[{\"name\":\"agreedEnd\",\"value\":\""u8).Day(end);
        json.Raw("\"},{\"name\":\"extensionMonths\",\"value\":\""u8).Number(extension.Months);
        json.Raw("\"},{\"name\":\"mostTimes\",\"value\":\""u8)
            .Number(extension.MostTimes)
            .Raw("\"}],\"clause\":\"term\"},"u8);
        json.Raw("{\"rule\":\"extension-decide-by\",\"date\":\""u8);
        json.Day(TermDates.LastNoticeDate(end, extension.DecideMonthsBefore!.Value));
        json.Raw(
                "\",\"explanation\":\"Senaste dag att besluta om förlängning.\",\"inputs\":[{\"name\":\"end\",\"value\":\""u8
            )
            .Day(end);
        json.Raw("\"},{\"name\":\"monthsBefore\",\"value\":\""u8).Number(extension.DecideMonthsBefore.Value);
        json.Raw("\"}],\"clause\":\"term\"}"u8);
    }

    private static void Chain(Utf8 json, DateOnly start, DateOnly end, int oneYearLinks)
    {
        var years = TermDates.ChainYears(start, end).ToString(System.Globalization.CultureInfo.InvariantCulture);
        json.Raw(",{\"rule\":\"chain\",\"date\":\""u8).Day(start).Raw("\",\"explanation\":\""u8).Plain(years);
        json.Raw(" års obrutet samarbete till sista dagen.\",\"inputs\":[{\"name\":\"chainStart\",\"value\":\""u8)
            .Day(start);
        json.Raw("\"},{\"name\":\"end\",\"value\":\""u8)
            .Day(end)
            .Raw("\"},{\"name\":\"years\",\"value\":\""u8)
            .Plain(years);
        json.Raw("\"},{\"name\":\"oneYearAgreementsInARow\",\"value\":\""u8).Number(oneYearLinks);
        json.Raw("\"}]}],\"chain\":{\"start\":\""u8)
            .Day(start)
            .Raw("\",\"oneYearLinks\":"u8)
            .Number(oneYearLinks)
            .Raw("}"u8);
    }

    private static void Links(
        Utf8 json,
        string address,
        Guid caller,
        FloorTerm term,
        FloorParty[] parties,
        FloorDecision[] decisions,
        DateOnly end
    )
    {
        var own = Array.Find(parties, party => party.OrganisationId == caller)!;
        Link(json, address, "\",\"method\":\"GET\",\"rel\":\"self\"}"u8);
        Link(json, address, "/contents\",\"method\":\"GET\",\"rel\":\"contents\"}"u8, first: false);
        Link(json, address, "/text\",\"method\":\"GET\",\"rel\":\"text\"}"u8, first: false);
        Link(json, address, "/quality-terms\",\"method\":\"GET\",\"rel\":\"quality-terms\"}"u8, first: false);
        Link(json, address, "/financing\",\"method\":\"GET\",\"rel\":\"financing\"}"u8, first: false);
        Link(json, address, "/versions\",\"method\":\"GET\",\"rel\":\"versions\"}"u8, first: false);
        Link(json, address, "/timeline\",\"method\":\"GET\",\"rel\":\"timeline\"}"u8, first: false);
        json.Raw(",{\"href\":\""u8).Plain(address).Raw("/decisions/"u8).Id(decisions[0].Id);
        json.Raw("/legal-force\",\"method\":\"PUT\",\"rel\":\"legal-force\"},{\"href\":\""u8).Plain(address);
        json.Raw("/parties/"u8).Id(own.Id).Raw("\",\"method\":\"PUT\",\"rel\":\"change-party\"}"u8);
        Link(json, address, "/notices\",\"method\":\"POST\",\"rel\":\"notices\"}"u8, first: false);
        Link(json, address, "/dialogues\",\"method\":\"POST\",\"rel\":\"dialogues\"}"u8, first: false);
        var today = SwedishCalendar.DayOf(TimeProvider.System.GetUtcNow());
        if (
            term.Extension is { MostTimes: > 0, DecideMonthsBefore: { } months }
            && today <= TermDates.LastNoticeDate(end, months)
        )
        {
            Link(json, address, "/extensions\",\"method\":\"POST\",\"rel\":\"extensions\"}"u8, first: false);
        }

        Link(json, address, "/amendments\",\"method\":\"POST\",\"rel\":\"amendments\"}"u8, first: false);
        Link(json, address, "/renewals\",\"method\":\"POST\",\"rel\":\"renewals\"}"u8, first: false);
    }

    private static void Link(Utf8 json, string address, ReadOnlySpan<byte> rest, bool first = true) =>
        json.Raw(first ? "{\"href\":\""u8 : ",{\"href\":\""u8).Plain(address).Raw(rest);
}
