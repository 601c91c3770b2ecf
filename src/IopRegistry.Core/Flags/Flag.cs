using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>One side's word that it has seen a flag.</summary>
public sealed record Acknowledgement(Guid OrganisationId, Guid UserId, string? Note, DateTimeOffset At);

/// <summary>
/// Something a person must see before a date (bevakning). A row exists from the day its date is known, planned; the daily
/// run raises what is due with one statement, so that it costs what is due and not what exists. There is at most one for an
/// agreement, kind, target date, party and stage, which is why no warning ever comes twice.
/// </summary>
public sealed class Flag
{
    public const int NoteMaxLength = 1_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AgreementId { get; init; }

    public required FlagKind Kind { get; init; }

    /// <summary>The date that it is about.</summary>
    public required DateOnly TargetDate { get; init; }

    /// <summary>The party it concerns; empty when it concerns the agreement as a whole.</summary>
    public required Guid PartyId { get; init; }

    /// <summary>Days before the target, for a kind that warns more than once; otherwise 0.</summary>
    public required int Stage { get; init; }

    /// <summary>The first day on which it is raised.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>The first day on which it no longer means anything by itself; null while only its cause decides.</summary>
    public DateOnly? ClosesOn { get; set; }

    public required FlagSeverity Severity { get; init; }

    public required FlagAudience Audience { get; init; }

    /// <summary>What the explanation is made from.</summary>
    public required IReadOnlyList<DateInput> Inputs { get; set; }

    public FlagState State { get; private set; }

    public DateTimeOffset? RaisedAt { get; private set; }

    /// <summary>The Swedish day it was raised; after <see cref="DueOn"/> when the clock was late or the cause came late.</summary>
    public DateOnly? RaisedOn { get; private set; }

    /// <summary>The run that raised it; what is told about it hangs on this.</summary>
    public Guid? RunId { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public Acknowledgement? PublicAcknowledgement { get; private set; }

    public Acknowledgement? CivilAcknowledgement { get; private set; }

    /// <summary>Days without an answer between two steps of the escalation; 0 when it does not escalate.</summary>
    public required int EscalationDays { get; set; }

    /// <summary>0: told. 1: the head of unit. 2: the board secretary.</summary>
    public int EscalationLevel { get; private set; }

    /// <summary>The next step of the escalation; null when there is none.</summary>
    public DateOnly? EscalatesOn { get; private set; }

    /// <summary>Grows with every change; shown to clients as ETag.</summary>
    public int Version { get; private set; } = 1;

    public static Flag Plan(Guid agreementId, WantedFlag wanted, int escalationDays) =>
        new()
        {
            AgreementId = agreementId,
            Kind = wanted.Kind,
            TargetDate = wanted.TargetDate,
            PartyId = wanted.PartyId,
            Stage = wanted.Stage,
            DueOn = wanted.DueOn,
            ClosesOn = wanted.ClosesOn,
            Inputs = wanted.Inputs,
            Severity = FlagKinds.SeverityOf(wanted.Kind, wanted.Stage),
            Audience = FlagKinds.AudienceOf(wanted.Kind),
            EscalationDays = FlagKinds.Escalates(wanted.Kind) ? escalationDays : 0,
        };

    /// <summary>
    /// Takes over what the agreement says now. A closed flag whose cause has come back opens again; it was raised once, and
    /// nobody is told a second time.
    /// </summary>
    public void Follow(WantedFlag wanted, int escalationDays, DateOnly today)
    {
        var opens = State == FlagState.Closed && !(wanted.ClosesOn <= today);
        if (!opens && IsAs(wanted, escalationDays))
        {
            return;
        }

        DueOn = wanted.DueOn;
        ClosesOn = wanted.ClosesOn;
        EscalationDays = FlagKinds.Escalates(wanted.Kind) ? escalationDays : 0;
        if (!Inputs.SequenceEqual(wanted.Inputs))
        {
            Inputs = wanted.Inputs;
        }

        if (opens)
        {
            State = FlagState.Raised;
            ClosedAt = null;
            var goesUp = EscalationDays > 0 && EscalationLevel < FlagKinds.HighestLevel && Unanswered().Any();
            EscalatesOn = goesUp ? today.AddDays(EscalationDays) : null; // unanswered still
        }

        Version++;
    }

    public void Close(DateTimeOffset at)
    {
        if (State == FlagState.Raised)
        {
            State = FlagState.Closed;
            ClosedAt = at;
            EscalatesOn = null;
            Version++;
        }
    }

    /// <summary>Each side answers for itself; saying it again changes nothing.</summary>
    /// <returns>False when the side had answered already.</returns>
    public bool Acknowledge(Side side, string? note, Actor by)
    {
        if (State == FlagState.Planned)
        {
            throw new RuleViolationException(FlagRules.NotRaised);
        }

        if (AcknowledgementOf(side) is not null)
        {
            return false;
        }

        var said = new Acknowledgement(by.OrganisationId, by.UserId, note, by.At);
        if (side == Side.Public)
        {
            PublicAcknowledgement = said;
        }
        else
        {
            CivilAcknowledgement = said;
        }

        if (!Unanswered().Any())
        {
            EscalatesOn = null;
        }

        Version++;
        return true;
    }

    /// <summary>Takes one step up and says which sides have not answered.</summary>
    public IReadOnlyList<Side> Escalate(DateOnly today)
    {
        EscalationLevel++;
        EscalatesOn = EscalationLevel < FlagKinds.HighestLevel ? today.AddDays(EscalationDays) : null;
        Version++;
        return [.. Unanswered()];
    }

    /// <summary>The sides that are asked and have not answered.</summary>
    public IEnumerable<Side> Unanswered() =>
        Enum.GetValues<Side>().Where(side => Audience.Includes(side) && AcknowledgementOf(side) is null);

    private bool IsAs(WantedFlag wanted, int escalationDays) =>
        DueOn == wanted.DueOn
        && ClosesOn == wanted.ClosesOn
        && EscalationDays == (FlagKinds.Escalates(wanted.Kind) ? escalationDays : 0)
        && Inputs.SequenceEqual(wanted.Inputs);

    public Acknowledgement? AcknowledgementOf(Side side) =>
        side == Side.Public ? PublicAcknowledgement : CivilAcknowledgement;
}
