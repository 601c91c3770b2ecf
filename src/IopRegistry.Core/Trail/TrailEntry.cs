using System.Text.Json;
using IopRegistry.Persistence;

namespace IopRegistry.Trail;

/// <summary>What became of it.</summary>
public enum TrailOutcome
{
    Done,

    /// <summary>Tried and refused; nothing changed.</summary>
    Refused,
}

/// <summary>
/// One entry of an agreement's trail (spår): who did what, for whom, when, from where, and what read differently after it.
/// Linked to the entry before it by its hash, and never changed: the database itself refuses.
/// </summary>
public sealed class TrailEntry
{
    public const int ActionMaxLength = 400;
    public const int NameMaxLength = 100;
    public const int RolesMaxLength = 200;

    private TrailEntry() { }

    public Guid AgreementId { get; private init; }

    /// <summary>1, 2, 3 … within the agreement, without gaps.</summary>
    public int Number { get; private init; }

    public DateTimeOffset OccurredAt { get; private init; }

    public Guid UserId { get; private init; }

    public Guid? ClientId { get; private init; }

    /// <summary>Empty for the calendar.</summary>
    public Guid OrganisationId { get; private init; }

    public Guid? PartyId { get; private init; }

    public Guid? MandateId { get; private init; }

    /// <summary>The roles at that moment, with blanks between: the person stands by them after leaving.</summary>
    public string Roles { get; private init; } = "";

    public string Operation { get; private init; } = "";

    /// <summary>What was done, such as sign; with commas between when several things were done at once.</summary>
    public string Action { get; private init; } = "";

    public TrailOutcome Outcome { get; private init; }

    /// <summary>Why it was refused: the code of the problem.</summary>
    public string? RefusalCode { get; private init; }

    /// <summary>The <see cref="TrailChange"/>s as JSON. Kept as text, because the hash is over this very text.</summary>
    public string Changes { get; private init; } = "[]";

    public string Client { get; private init; } = "";

    public string TraceId { get; private init; } = "";

    /// <summary>The hash of the entry before; <see cref="TrailHash.Beginning"/> for the first.</summary>
    public string PreviousHash { get; private init; } = "";

    /// <summary>See <see cref="TrailHash"/>.</summary>
    public string Hash { get; private init; } = "";

    public IReadOnlyList<TrailChange> ReadChanges() =>
        JsonSerializer.Deserialize<IReadOnlyList<TrailChange>>(Changes, JsonColumns.Options)!;

    internal static TrailEntry Link(TrailRecord record, int number, string previousHash)
    {
        var unsealed = Of(record, number, previousHash, hash: "");
        return Of(record, number, previousHash, TrailHash.Of(unsealed));
    }

    private static TrailEntry Of(TrailRecord record, int number, string previousHash, string hash) =>
        new()
        {
            AgreementId = record.AgreementId,
            Number = number,
            OccurredAt = record.OccurredAt,
            UserId = record.UserId,
            ClientId = record.ClientId,
            OrganisationId = record.OrganisationId,
            PartyId = record.PartyId,
            MandateId = record.MandateId,
            Roles = Cut(record.Roles, RolesMaxLength),
            Operation = Cut(record.Operation, NameMaxLength),
            Action = Cut(record.Action, ActionMaxLength),
            Outcome = record.Outcome,
            RefusalCode = record.RefusalCode,
            Changes = JsonSerializer.Serialize(record.Changes, JsonColumns.Options),
            Client = Cut(record.Client, Caller.ClientMaxLength),
            TraceId = Cut(record.TraceId, NameMaxLength),
            PreviousHash = previousHash,
            Hash = hash,
        };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
