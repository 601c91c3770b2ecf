using System.Collections.Frozen;
using System.Text.Json;
using IopRegistry.SharedKernel;

namespace IopRegistry.Trail;

/// <summary>What was done, and what it is called when somebody tries to: «bekräftade version 3», «bekräfta versionen».</summary>
public sealed record TrailWord(LocalText Did, LocalText ToDo);

/// <summary>
/// Every action and every operation on an agreement in words that a layman reads. Actions are what was done; operations are
/// what was tried, where it was refused. A test demands a word for each.
/// </summary>
public static class TrailWords
{
    /// <summary>Stands for the number of the version that the action is about.</summary>
    internal const string Version = "{version}";

    private static readonly FrozenDictionary<string, TrailWord> ByAction = new Dictionary<string, TrailWord>
    {
        ["propose"] = Word("föreslog avtalet", "föreslå avtalet", "proposed the agreement", "propose the agreement"),
        ["import"] = Word("läste in avtalet", "läsa in avtalet", "imported the agreement", "import the agreement"),
        ["acceptForAssessment"] = Word(
            "tog upp förslaget till prövning",
            "ta upp förslaget till prövning",
            "took the proposal up for assessment",
            "take the proposal up for assessment"
        ),
        ["recordAssessment"] = Word(
            "registrerade bedömningen",
            "registrera bedömningen",
            "recorded the assessment",
            "record the assessment"
        ),
        ["changeCaseOfficer"] = Word(
            "bytte handläggare",
            "byta handläggare",
            "changed the case officer",
            "change the case officer"
        ),
        ["decline"] = Word("avslog förslaget", "avslå förslaget", "declined the proposal", "decline the proposal"),
        ["withdraw"] = Word("återtog förslaget", "återta förslaget", "withdrew the proposal", "withdraw the proposal"),
        ["revise"] = Word(
            "skrev version {version}",
            "skriva en ny version",
            "wrote version {version}",
            "write a new version"
        ),
        ["addParty"] = Word("lade till en part", "lägga till en part", "added a party", "add a party"),
        ["changeParty"] = Word(
            "ändrade uppgifter om en part",
            "ändra uppgifter om en part",
            "changed details of a party",
            "change details of a party"
        ),
        ["leaveAgreement"] = Word("lämnade avtalet", "lämna avtalet", "left the agreement", "leave the agreement"),
        ["confirmVersion"] = Word(
            "bekräftade version {version}",
            "bekräfta avtalets version",
            "confirmed version {version}",
            "confirm the version"
        ),
        ["reopen"] = Word(
            "öppnade förhandlingen igen",
            "öppna förhandlingen igen",
            "reopened the negotiation",
            "reopen the negotiation"
        ),
        ["recordDecision"] = Word(
            "registrerade beslut om version {version}",
            "registrera beslut",
            "recorded a decision on version {version}",
            "record a decision"
        ),
        ["recordLegalForce"] = Word(
            "registrerade uppgifter om laga kraft",
            "registrera uppgifter om laga kraft",
            "recorded legal force",
            "record legal force"
        ),
        ["sign"] = Word(
            "undertecknade version {version}",
            "underteckna avtalet",
            "signed version {version}",
            "sign the agreement"
        ),
        ["start"] = Word("lät avtalet börja gälla", "låta avtalet börja gälla", "started the agreement", "start it"),
        ["giveNotice"] = Word("sade upp avtalet", "säga upp avtalet", "gave notice", "give notice"),
        ["recordDialogue"] = Word(
            "registrerade en dialog",
            "registrera en dialog",
            "recorded a dialogue",
            "record a dialogue"
        ),
        ["terminate"] = Word(
            "yrkade att avtalet avslutas i förtid, eller gick med på det",
            "avsluta avtalet i förtid",
            "asked for an early end, or agreed to it",
            "end the agreement early"
        ),
        ["extend"] = Word("förlängde avtalet", "förlänga avtalet", "extended the agreement", "extend the agreement"),
        ["confirmExtension"] = Word(
            "bekräftade förlängningen",
            "bekräfta förlängningen",
            "confirmed the extension",
            "confirm the extension"
        ),
        ["objectToExtension"] = Word(
            "motsatte sig förlängning",
            "motsätta sig förlängning",
            "objected to the extension",
            "object to the extension"
        ),
        ["proposeAmendment"] = Word(
            "föreslog en ändring",
            "föreslå en ändring",
            "proposed an amendment",
            "propose an amendment"
        ),
        ["confirmAmendment"] = Word(
            "bekräftade ändringen",
            "bekräfta ändringen",
            "confirmed the amendment",
            "confirm the amendment"
        ),
        ["decideAmendment"] = Word(
            "registrerade beslut om ändringen",
            "registrera beslut om ändringen",
            "recorded a decision on the amendment",
            "record a decision on the amendment"
        ),
        ["signAmendment"] = Word(
            "undertecknade ändringen",
            "underteckna ändringen",
            "signed the amendment",
            "sign the amendment"
        ),
        ["withdrawAmendment"] = Word(
            "återtog ändringen",
            "återta ändringen",
            "withdrew the amendment",
            "withdraw the amendment"
        ),
        ["applyAmendment"] = Word(
            "lät ändringen börja gälla",
            "låta ändringen börja gälla",
            "put the amendment into force",
            "put the amendment into force"
        ),
        ["renew"] = Word("förnyade avtalet", "förnya avtalet", "renewed the agreement", "renew the agreement"),
        ["end"] = Word("avslutade avtalet", "avsluta avtalet", "ended the agreement", "end the agreement"),
        ["follow"] = Word(
            "ändrade avtalet före eller efter, och uppgifterna om det följde med",
            "ändra avtalet före eller efter",
            "changed the agreement before or after it, and what is said of that followed",
            "change the agreement before or after it"
        ),
        ["dossier"] = Word(
            "ändrade förnyelseakten",
            "ändra förnyelseakten",
            "changed the renewal dossier",
            "change the renewal dossier"
        ),
        ["flag"] = Word(
            "kvitterade en bevakning",
            "kvittera en bevakning",
            "acknowledged a flag",
            "acknowledge a flag"
        ),
        ["openDossier"] = Word(
            "öppnade en förnyelseakt",
            "öppna en förnyelseakt",
            "opened a renewal dossier",
            "open a renewal dossier"
        ),
        ["takeStandpoint"] = Word(
            "tog ställning till vad som ska hända sedan",
            "ta ställning till vad som ska hända sedan",
            "took a standpoint on what comes next",
            "take a standpoint on what comes next"
        ),
        ["checkItem"] = Word(
            "bockade av en punkt i förnyelseakten",
            "bocka av en punkt i förnyelseakten",
            "checked an item of the renewal dossier",
            "check an item of the renewal dossier"
        ),
        ["uncheckItem"] = Word(
            "tog bort en avbockning i förnyelseakten",
            "ta bort en avbockning i förnyelseakten",
            "unchecked an item of the renewal dossier",
            "uncheck an item of the renewal dossier"
        ),
        ["decideRenewal"] = Word(
            "registrerade beslut om vad som ska hända sedan",
            "registrera beslut om vad som ska hända sedan",
            "recorded what comes next",
            "record what comes next"
        ),
        ["reconsiderRenewal"] = Word(
            "öppnade beslutet om vad som ska hända sedan igen",
            "öppna beslutet om vad som ska hända sedan igen",
            "reopened what comes next",
            "reopen what comes next"
        ),
        ["addWindDownTask"] = Word(
            "lade till en uppgift i avvecklingen",
            "lägga till en uppgift i avvecklingen",
            "added a wind-down task",
            "add a wind-down task"
        ),
        ["changeWindDownTask"] = Word(
            "ändrade en uppgift i avvecklingen",
            "ändra en uppgift i avvecklingen",
            "changed a wind-down task",
            "change a wind-down task"
        ),
        ["setPublication"] = Word(
            "ändrade vad som är offentligt",
            "ändra vad som är offentligt",
            "changed what is public",
            "change what is public"
        ),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Operations that are not called what the action is called.</summary>
    private static readonly FrozenDictionary<string, string> ActionOf = new Dictionary<string, string>
    {
        ["DeclineAgreement"] = "decline",
        ["WithdrawAgreement"] = "withdraw",
        ["ReopenNegotiation"] = "reopen",
        ["SignAgreement"] = "sign",
        ["TerminateAgreement"] = "terminate",
        ["ExtendAgreement"] = "extend",
        ["RenewAgreement"] = "renew",
        ["ReviseCommitments"] = "revise",
        ["ReviseDescription"] = "revise",
        ["ReviseFinancing"] = "revise",
        ["ReviseFollowUpPlan"] = "revise",
        ["ReviseQualityTerms"] = "revise",
        ["ReviseTerm"] = "revise",
        ["ReviseText"] = "revise",
        ["AcknowledgeFlag"] = "flag",
        ["AcknowledgeFlags"] = "flag",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The action that an operation is; null for one that is no action on an agreement.</summary>
    public static string? KeyOf(string operation) =>
        ActionOf.TryGetValue(operation, out var action) ? action
        : ByAction.ContainsKey(operation) ? JsonNamingPolicy.CamelCase.ConvertName(operation)
        : null;

    /// <summary>The words of an action; null when there are none.</summary>
    public static TrailWord? Find(string action) => ByAction.GetValueOrDefault(action);

    private static TrailWord Word(string didSv, string toDoSv, string didEn, string toDoEn) =>
        new(new LocalText(didSv, didEn), new LocalText(toDoSv, toDoEn));
}
