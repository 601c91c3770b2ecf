using System.Text.Json;
using IopRegistry.Agreements;
using IopRegistry.Flags;
using IopRegistry.SharedKernel;

namespace IopRegistry.Notifications;

/// <summary>What is needed of an agreement to tell of it.</summary>
public sealed record Told(Guid Id, string Reference, string Title, IReadOnlyList<Party> Parties, AgreementState State);

/// <summary>Writes messages: what happened, in two languages for people and as data for receivers.</summary>
public static class Messages
{
    public static Message OfStep(OutboxMessage source, Told agreement, AgreementStep step)
    {
        var party = agreement.Parties.FirstOrDefault(p => p.Id == step.PartyId)?.Name;
        var by = party is null ? new LocalText("", "") : new LocalText($" Part: {party}.", $" Party: {party}.");
        var day = step.EffectiveOn.ToIsoString();
        return Write(
            source.Id,
            source.Type,
            agreement,
            StepTexts.Of(step.Action),
            new($"Gäller från {day}.{by.Sv}", $"Counts from {day}.{by.En}"),
            [
                new("sequence", null, step.Sequence),
                new("action", Name(step.Action)),
                .. step.FromState is { } from
                    ? [new MessageField("fromState", Name(from))]
                    : Array.Empty<MessageField>(),
                new("toState", Name(step.ToState)),
                .. step.PartyId is { } id ? [new MessageField("partyId", id.ToString())] : Array.Empty<MessageField>(),
                new("effectiveOn", day),
            ],
            step.OccurredAt
        );
    }

    public static Message OfFlag(Flag flag, Told agreement) =>
        Write(
            MessageTypes.IdOf(MessageTypes.FlagRaised, flag.Id),
            MessageTypes.FlagRaised,
            agreement,
            FlagTexts.Title(flag.Kind),
            FlagTexts.Explanation(flag),
            FieldsOf(flag),
            flag.RaisedAt!.Value
        );

    public static Message OfEscalation(FlagEscalation escalation, Flag flag, Told agreement)
    {
        var title = FlagTexts.Title(flag.Kind);
        var text = FlagTexts.Explanation(flag);
        return Write(
            MessageTypes.IdOf($"{MessageTypes.FlagEscalated} {escalation.Level} {escalation.Side}", flag.Id),
            MessageTypes.FlagEscalated,
            agreement,
            new($"Obesvarad bevakning: {LowerFirst(title.Sv)}", $"Unanswered flag: {LowerFirst(title.En)}"),
            new(
                $"{text.Sv} Ingen på er sida har svarat på bevakningen.",
                $"{text.En} Nobody on your side has answered the flag."
            ),
            [.. FieldsOf(flag), new("level", null, escalation.Level), new("side", Name(escalation.Side))],
            escalation.OccurredAt
        );
    }

    public static Message OfDossier(OutboxMessage source, Told agreement)
    {
        var opened = string.Equals(source.Type, MessageTypes.DossierOpened, StringComparison.Ordinal);
        return Write(
            source.Id,
            source.Type,
            agreement,
            opened
                ? new("Förnyelseärendet har öppnats", "The renewal dossier has opened")
                : new("Förnyelsen är avgjord", "The renewal is decided"),
            opened
                ? new("Båda sidor kan lämna sin ståndpunkt.", "Both sides can state their standpoint.")
                : new("Utfallet står i förnyelseärendet.", "The outcome is in the renewal dossier."),
            source.Subject.DossierId is { } id ? [new("dossierId", id.ToString())] : [],
            source.OccurredAt
        );
    }

    public static Message OfFailedEndpoint(OutboxMessage source, string endpoint) =>
        new()
        {
            Id = source.Id,
            Type = source.Type,
            Title = new("En mottagare av webhooks svarar inte", "A receiver of webhooks does not answer"),
            Text = new(
                $"Meddelanden till ”{endpoint}” kommer inte fram. Loggen visar varje försök; där kan de skickas igen.",
                $"Messages to “{endpoint}” do not arrive. The log shows every attempt; they can be sent again there."
            ),
            Data = [],
            OccurredAt = source.OccurredAt,
        };

    public static Message Test(DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Type = MessageTypes.WebhookTest,
            Title = new("Provmeddelande", "Test message"),
            Text = new("Skickat för hand.", "Sent by hand."),
            Data = [new("test", "true")],
            OccurredAt = at,
        };

    private static Message Write(
        Guid id,
        string type,
        Told agreement,
        LocalText title,
        LocalText text,
        IEnumerable<MessageField> data,
        DateTimeOffset occurredAt
    ) =>
        new()
        {
            Id = id,
            Type = type,
            AgreementId = agreement.Id,
            Title = new(
                $"{title.Sv} – {agreement.Reference} {agreement.Title}",
                $"{title.En} – {agreement.Reference} {agreement.Title}"
            ),
            Text = text,
            Data =
            [
                new("agreementId", agreement.Id.ToString()),
                new("reference", agreement.Reference),
                new("title", agreement.Title),
                .. data,
            ],
            OccurredAt = occurredAt,
        };

    private static MessageField[] FieldsOf(Flag flag) =>
        [
            new("flagId", flag.Id.ToString()),
            new("kind", Name(flag.Kind)),
            new("severity", Name(flag.Severity)),
            new("audience", Name(flag.Audience)),
            new("targetDate", flag.TargetDate.ToIsoString()),
            .. flag.PartyId == Guid.Empty ? [] : new[] { new MessageField("partyId", flag.PartyId.ToString()) },
            new("stage", null, flag.Stage),
        ];

    private static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
