using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IopRegistry.Api.Http;

/// <summary>
/// Plausible Swedish values by the name of a member. Everybody and everything in it is invented. Names are looked up
/// whole first and then by their last word, so that caseOfficerName is a name.
/// </summary>
internal static class ExampleCatalogue
{
    /// <summary>What parameters mean that many operations share.</summary>
    public static FrozenDictionary<string, string> Parameters { get; } =
        new Dictionary<string, string>
        {
            ["page"] = "The page wanted; the first is 1.",
            ["limit"] = "The most records a page has, at most 100.",
            ["sort"] =
                "Fields to sort by, with commas between and a minus in front for descending, such as -endDate,title.",
            ["sequence"] = "The number of the step in the timeline, from 1.",
            ["number"] = "The number of the version, from 1.",
            ["entryNumber"] = "The number of the entry in the trail, from 1.",
            ["outcome"] = "Only what was done, or only what was refused.",
            ["dryRun"] = "True only reports what would happen, row by row, and changes nothing.",
            ["item"] = "The item of the checklist, such as follow-up.",
            ["token"] = "The secret part of the address, as it stands in the mail.",
            ["provider"] = "The name of an outside provider of sign-ins, from the list of them.",
            ["recordType"] = "The kind of record, as it is called in the list of personal data.",
            ["returnTo"] = "The path of this host that the browser goes to afterwards.",
            ["ticket"] = "From the answer that begins to link an outside sign-in; left out to sign in.",
            ["q"] = "Words to look for.",
            ["text"] = "Words to look for.",
            ["state"] = "Only in this state.",
            ["side"] = "Only this side: public (offentlig part) or civil (idéburen part).",
            ["jobName"] = "The name of the job, such as advance-agreements.",
            ["calendarKey"] = "The key that ends a personal calendar address.",
            ["format"] = "What it is written as.",
            ["municipality"] = "Only in this municipality (kommun), by its four-digit code.",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Members that are only for some cases and contradict the others of an example: a framework's child, a refusal.</summary>
    public static FrozenSet<string> LeftOut { get; } =
        new[] { "frameworkId", "decline", "refusalCode" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["title"] = "Öppen mötesplats för unga i Exempelköping",
        ["name"] = "Exempelköpings kommun",
        ["givenName"] = "Test",
        ["familyName"] = "Testsson",
        ["caseOfficer"] = "Test Testsson",
        ["officer"] = "Test Testsson",
        ["signatory"] = "Test Testsson",
        ["person"] = "Test Testsson",
        ["role"] = "Ordförande",
        ["email"] = "registrator@exempelkoping.example",
        ["phone"] = "+46 10 000 00 00",
        ["address"] = "Exempelgatan 1, 123 45 Exempelköping",
        ["organisationNumber"] = "559999-0008",
        ["municipality"] = "0000",
        ["municipalityCode"] = "0000",
        ["countyCode"] = "00",
        ["registryNumber"] = "KS 2026/123",
        ["externalKey"] = "KS-2016-7",
        ["reference"] = "IOP-2026-000123",
        ["paragraph"] = "§ 112",
        ["body"] = "Socialnämnden",
        ["board"] = "Socialnämnden",
        ["department"] = "Socialförvaltningen",
        ["delegationReference"] = "Delegationsordning punkt 4.2",
        ["decisionReference"] = "SN 2026-11-18 § 112",
        ["sharedChallenge"] = "Unga i kommunen saknar en trygg mötesplats på kvällar och helger.",
        ["purpose"] = "Att tillsammans ge unga en trygg och meningsfull fritid.",
        ["targetGroup"] = "Unga mellan 13 och 20 år",
        ["inclusions"] = "Öppen verksamhet fyra kvällar i veckan",
        ["exclusions"] = "Myndighetsutövning",
        ["addedValue"] = "Föreningens nätverk når unga som kommunen inte når.",
        ["summary"] = "Kommunen och föreningen driver en mötesplats tillsammans.",
        ["description"] = "Mötesplatsen hålls öppen fyra kvällar i veckan med två ledare.",
        ["statement"] = "Unga upplever mötesplatsen som trygg.",
        ["motivation"] = "Verksamheten fyller ett behov som ingen annan möter.",
        ["reason"] = "Parterna vill pröva formen i ett år till.",
        ["note"] = "Avstämt vid dialogmötet i november.",
        ["comment"] = "Avstämt vid dialogmötet i november.",
        ["text"] = "Parterna ska mötas minst två gånger per år.",
        ["heading"] = "purpose-and-goals",
        ["clause.title"] = "Syfte och mål",
        ["clause.body"] = "Parterna ska tillsammans ge unga en trygg och meningsfull fritid.",
        ["criterionId"] = "shared-challenge",
        ["criterion"] = "shared-challenge",
        ["asWritten"] = "nyår 2027",
        ["principle"] = "Självständighet och oberoende",
        ["period"] = "Kalenderår",
        ["number"] = "2026-14",
        ["group"] = "Exempelkoncernen",
        ["appealOutcome"] = "Överklagandet avslogs",
        ["why"] = "Föreningen har inte bekräftat version 3.",
        ["next"] = "När alla har bekräftat går avtalet till beslut.",
        ["users"] = "Omkring 120 unga i veckan",
        ["staff"] = "Två anställda",
        ["premises"] = "Lokalen på Exempelgatan sägs upp",
        ["startCondition"] = "När nämndens beslut har vunnit laga kraft",
        ["replacesGrant"] = "Föreningsbidrag 2025",
        ["measuredBy"] = "Föreningen",
        ["field"] = "Barn och unga",
        ["value"] = "85",
        ["sourceUrl"] = ApiDescription.PublicUrl + "/underlag/1",
        ["sourceKind"] = "protokoll",
        ["rule"] = "last-notice-date",
        ["remarks"] = "Uppgifterna är hämtade ur protokollet.",
        ["recordClass"] = "agreement",
        ["followUp"] = "Varje kalenderår",
        ["legalForm"] = "Ideell förening",
        ["waitingFor"] = "me",
        ["reasonCode"] = "lacks-funding",
        ["consequences"] = "Två anställda och lokalen på Exempelgatan berörs.",
        ["consequenceNote"] = "Två anställda och lokalen på Exempelgatan berörs.",
        ["evidence"] = "Enkät till deltagarna varje höst",
        ["unit"] = "procent",
        ["indicator"] = "Andel som känner sig trygga",
        ["baseline"] = "71",
        ["target"] = "85",
        ["source"] = "Kommunens internhyra 2026",
        ["basis"] = "Lokal överenskommelse 2024",
        ["contentHash"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["hash"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["href"] = ApiDescription.ServerUrl + "/agreements/01936f0a-6c5e-7d3b-9a61-3f2b7c4d5e60",
        ["method"] = "GET",
        ["rel"] = "self",
        ["code"] = "not-empty",
        ["pointer"] = "/title",
        ["message"] = "Uppgiften saknas.",
        ["apiName"] = ApiDescription.Name,
        ["apiVersion"] = ApiDescription.Version,
        ["apiDocumentation"] = ApiDescription.PublicUrl + ApiDescription.DocumentationPath,
        ["currency"] = "SEK",
        ["language"] = "sv",
        ["notification.title"] = "Avtalet löper ut utan beslutad fortsättning – IOP-2026-000123 Öppen mötesplats",
        ["notification.text"] = "Avtalets sista dag är 2029-12-31.",
        ["notification.type"] = "flag.raised",
        ["webhook.type"] = "flag.raised",
        ["webhook.name"] = "Ärendesystemet",
        ["request.type"] = "flag.raised",
        ["url"] = "https://arende.exempelkoping.example/iop",
        ["clientSecret"] = "iops_0000000000000000000000000000000000000000000000000000000000000000",
        ["hint"] = "c0de",
        ["scope"] = "agreements:read",
        ["machine.name"] = "Ekonomisystemet",
        ["secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ["webhookId"] = "msg_0193f00dc0de70009000000000000001",
        ["lastError"] = "timeout",
        ["error"] = "timeout",
        ["permission"] = "agreements:read",
        ["sentence"] = "2026-11-21 10:30 Test Testsson (jurist, Exempelköpings kommun) bekräftade version 3.",
        ["userName"] = "Test Testsson",
        ["trail.role"] = "Legal",
        ["trail.action"] = "confirmVersion",
        ["trail.operation"] = "ConfirmVersion",
        ["trail.field"] = "state",
        ["trail.before"] = "negotiating",
        ["trail.after"] = "deciding",
        ["trail.client"] = "Mozilla/5.0",
        ["trail.traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        ["trail.previousHash"] = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        ["ground"] = "osl-31-16",
        ["license"] = "http://creativecommons.org/publicdomain/zero/1.0/",
        ["publisher"] = "Exempelköpings kommun",
        ["sv"] = "Avtalet väntar på föreningens bekräftelse.",
        ["en"] = "The agreement waits for the association to confirm.",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["year"] = 2027,
        ["month"] = 6,
        ["months"] = 6,
        ["noticeMonths"] = 6,
        ["page"] = 1,
        ["limit"] = 20,
        ["totalRecords"] = 130,
        ["totalPages"] = 7,
        ["status"] = 422,
        ["days"] = 90,
        ["order"] = 1,
        ["records"] = 45,
        ["rows"] = 45,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Days = new Dictionary<string, string>
    {
        ["end"] = "2029-12-31",
        ["endDate"] = "2029-12-31",
        ["to"] = "2029-12-31",
        ["until"] = "2029-12-31",
        ["last"] = "2029-12-31",
        ["left"] = "2029-12-31",
        ["decidedOn"] = "2026-11-18",
        ["signedOn"] = "2026-11-20",
        ["apiReleased"] = ApiDescription.Released.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>A clause's body is not a deciding body, so the kind of owner may decide: ClauseInput.body is found by "clause.body".</summary>
    public static string TextOf(string owner, string member) =>
        Texts.TryGetValue($"{FirstWord(owner)}.{member}", out var text) ? text : Find(Texts, member, "Exempel");

    public static int NumberOf(string member) => Find(Numbers, member, 1);

    public static string DayOf(string member) => Find(Days, member, "2027-01-01");

    public static string DecimalOf(string member) =>
        member.Contains("share", StringComparison.OrdinalIgnoreCase)
        || member.Contains("percent", StringComparison.OrdinalIgnoreCase)
            ? "62.5"
            : "85";

    /// <summary>The first name, or the one that the member's own name points at.</summary>
    public static string EnumOf(Type type, string member)
    {
        var names = CamelCaseEnumConverter.NamesOf(type).ToList();
        return names.Find(name => member.EndsWith(name, StringComparison.OrdinalIgnoreCase)) ?? names[0];
    }

    /// <summary>A version 7 UUID that is the same every time for the same name.</summary>
    public static string IdOf(string member)
    {
        var random = SHA256.HashData(Encoding.UTF8.GetBytes(member));
        var hex = Convert.ToHexStringLower(random);
        return $"01936f0a-6c5e-7{hex[..3]}-9{hex[3..6]}-{hex[6..18]}";
    }

    public static string KeyOf(Type type) => type.IsEnum ? EnumOf(type, "") : "exempel";

    /// <summary>parties → party, notes → note, purpose stays.</summary>
    public static string Singular(string member) =>
        member.EndsWith("ies", StringComparison.Ordinal) ? member[..^3] + "y"
        : member.EndsWith('s') && !member.EndsWith("ss", StringComparison.Ordinal) ? member[..^1]
        : member;

    private static T Find<T>(FrozenDictionary<string, T> values, string member, T otherwise) =>
        values.TryGetValue(member, out var whole) ? whole
        : values.TryGetValue(LastWord(member), out var last) ? last
        : otherwise;

    private static string FirstWord(string name)
    {
        var end = 1;
        while (end < name.Length && !char.IsUpper(name[end]))
        {
            end++;
        }

        return name.Length == 0 ? name : name[..end];
    }

    private static string LastWord(string member)
    {
        var start = member.Length;
        while (start > 0 && !char.IsUpper(member[--start])) { }
        return member[start..];
    }
}
