using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>A node's try to run a job: the moments its clocks said, all on one Swedish day unless midnight came between.</summary>
internal sealed record Attempt(params IReadOnlyList<DateTimeOffset> Moments)
{
    public DateOnly Day { get; } = Moments.Max(SwedishCalendar.DayOf);

    public override string ToString() => string.Join(" | ", Moments.Select(moment => $"{moment:yyyy-MM-dd HH:mm:ss'Z'}"));
}

/// <summary>What says that two flags are the same.</summary>
internal sealed record FlagKey(FlagKind Kind, DateOnly Target, Guid Party, int Stage);

/// <summary>A flag that the facts call for.</summary>
internal sealed record Wanted(FlagKey Key, DateOnly Due, DateOnly? Closes);

/// <summary>A step that the calendar takes, with the day it should have, and the tries at which it may have been taken.</summary>
internal sealed record ExpectedStep(AgreementAction Action, DateOnly EffectiveOn, EndedReason? Reason, Attempt Attempt);

internal sealed class KnownParty(Party party)
{
    public Guid Id { get; } = party.Id;

    public KnownOrganisation Organisation { get; init; } = null!;

    public Party AsRegistered { get; } = party;

    public Side Side { get; } = party.Side;

    public bool Decides { get; } = party.Roles.Contains(PartyRole.Decider);

    public DateOnly? LeftOn { get; set; }

    public bool IsIn(DateOnly day) => LeftOn is null || day <= LeftOn;
}

/// <summary>Who signs and who answers for an organisation, each with the last day it is valid.</summary>
internal sealed class KnownOrganisation(Guid id, string name, Side side)
{
    public Guid Id { get; } = id;

    public string Name { get; } = name;

    public Side Side { get; } = side;

    public Guid User { get; } = Guid.CreateVersion7();

    public Dictionary<Guid, DateOnly?> Contacts { get; } = [];

    public Dictionary<Guid, DateOnly?> SigningRights { get; } = [];

    /// <summary>A public organisation's board.</summary>
    public Guid? Board { get; set; }

    /// <summary>When the board meets.</summary>
    public SortedSet<DateOnly> Meetings { get; } = [];

    public RenewalSettings Settings { get; set; } = new(12, 10, 6, 3);

    public List<Known> Agreements { get; } = [];
}

internal sealed record KnownNotice(Guid Party, DateOnly GivenOn, DateOnly LastDay);

/// <summary>An extension that is used: counted from the end that the text had then.</summary>
internal sealed record KnownUse(DateOnly AgreedEnd, int Months);

/// <summary>What the parties have said about the coming extension.</summary>
internal sealed class KnownTalk(ExtensionKind kind, int months, DateOnly agreedEnd)
{
    public List<(Guid Party, DateOnly Day)> Yes { get; } = [];

    public bool No { get; set; }

    public bool IsAbout(Term term) =>
        kind == term.Extension.Kind && months == term.Extension.Months && agreedEnd == term.End?.Latest;
}

internal sealed class KnownDecision(Decision decision)
{
    public Guid Id { get; } = decision.Id;

    public Guid Party { get; } = decision.PartyId;

    public DateOnly Date { get; } = decision.Date;

    public bool Approved { get; } = decision.Approved;

    public required int Round { get; init; }

    public DateOnly? AnnouncedOn { get; set; }

    public DateOnly? AppealedOn { get; set; }

    public bool Settled { get; set; }

    public bool Annulled { get; set; }
}

/// <summary>What is decided about one end, and whether it still is about it.</summary>
internal sealed class KnownDossier
{
    public bool IsFollowedUp { get; set; }

    public OutcomeKind? Outcome { get; set; }

    public bool IsClosed { get; set; }
}

/// <summary>
/// What the oracle knows of one agreement: what people have said and done, as they did it, and what the calendar made of
/// it by the oracle's own reckoning. Nothing here is read from the product.
/// </summary>
internal sealed class Known
{
    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    /// <summary>In the order in which they were written down.</summary>
    public required int Order { get; init; }

    /// <summary>The day the registry learnt of it.</summary>
    public required DateOnly Since { get; init; }

    public bool IsImported { get; init; }

    public required AgreementState State { get; set; }

    public EndedReason? Reason { get; set; }

    public required Contents Contents { get; set; }

    public int ContentsVersion { get; set; } = 1;

    public int LatestVersion { get; set; } = 1;

    public required List<KnownParty> Parties { get; init; }

    public List<KnownNotice> Notices { get; } = [];

    public List<KnownUse> Uses { get; } = [];

    public List<KnownTalk> Talks { get; } = [];

    public List<KnownDecision> Decisions { get; } = [];

    public List<(DateOnly SignedOn, int Round)> Signatures { get; } = [];

    public int Round { get; set; } = 1;

    /// <summary>An amendment that all have signed and that waits for its day.</summary>
    public (Contents Contents, int Version, DateOnly From)? Amendment { get; set; }

    /// <summary>By the end that each is about.</summary>
    public Dictionary<DateOnly, KnownDossier> Dossiers { get; } = [];

    /// <summary>Of a proposal that the public side has taken up: who handles it.</summary>
    public KnownOrganisation? HandledBy { get; init; }

    public Known? Predecessor { get; init; }

    public Known? Successor { get; set; }

    public DateOnly? EndsOn { get; set; }

    // --- what the oracle works with ---

    /// <summary>The calendar has not been looked through from this day on with what is known now.</summary>
    public DateOnly LookFrom { get; set; }

    public List<ExpectedStep> Steps { get; } = [];

    public List<Wanted> Wanted { get; set; } = [];

    public bool MustBeRethought { get; set; } = true;

    public Dictionary<FlagKey, Attempt> Raised { get; } = [];

    public Term Term => Contents.Term;

    public DateOnly? StartsOn => Term.Start?.Earliest;

    public bool IsLive => State is AgreementState.Signed or AgreementState.Active;

    public bool EndIsADay =>
        Term.End?.Precision == DatePrecision.Day || Notices.Count > 0 || Uses.Any(use => use.AgreedEnd == Term.End?.Latest);

    /// <summary>The one that is about the present end.</summary>
    public KnownDossier? Dossier =>
        EndsOn is { } end && Dossiers.GetValueOrDefault(end) is { IsClosed: false } dossier ? dossier : null;

    public KnownOrganisation Lead =>
        HandledBy ?? Parties.First(party => party.Side == Side.Public).Organisation;

    /// <summary>When the board meets that decides on what comes next.</summary>
    public IEnumerable<DateOnly> Meetings =>
        (
            HandledBy
            ?? Parties.Find(party => party.Decides && party.AsRegistered.BoardId is not null)?.Organisation
            ?? Parties.Find(party => party.AsRegistered.BoardId is not null)?.Organisation
        )?.Meetings
        ?? [];

    public KnownTalk? Talk => Talks.FirstOrDefault(talk => talk.IsAbout(Term));

    /// <summary>The last day by text and extensions, without notices.</summary>
    public DateOnly? EndByText
    {
        get
        {
            var months = Uses.Where(use => use.AgreedEnd == Term.End?.Latest).Sum(use => use.Months);
            return Term.End?.Latest is { } end && months > 0
                ? SlowDates.EndOf(end.AddDays(1), months)
                : Term.End?.Latest;
        }
    }

    public DateOnly? EndByTextAndNotices
    {
        get
        {
            var end = EndByText;
            if (Notices.Count == 0)
            {
                return end;
            }

            // An end known only to the month or year that has passed was evidently not the end.
            var noticed = Notices.Min(notice => notice.LastDay);
            return end is null || end < Notices.Min(notice => notice.GivenOn) || noticed < end ? noticed : end;
        }
    }

    public IEnumerable<KnownParty> PartiesOn(DateOnly day) => Parties.Where(party => party.IsIn(day));

    public IEnumerable<KnownParty> DecidersOn(DateOnly day) =>
        PartiesOn(day).Any(party => party.Decides)
            ? PartiesOn(day).Where(party => party.Decides)
            : PartiesOn(day).Where(party => party.Side == Side.Public);

    public int? NoticeMonthsOf(Guid party) =>
        Term.NoticeByParty.FirstOrDefault(notice => notice.PartyId == party)?.Months ?? Term.NoticeMonths;

    /// <summary>The clause says how often and how long, is not used up, and nobody has said no.</summary>
    public bool ClauseCanBeUsed(ExtensionKind kind) =>
        Term.Extension is { } clause
        && clause.Kind == kind
        && clause is { Months: > 0, MostTimes: > 0 }
        && EndsOn < Term.Horizon
        && (kind == ExtensionKind.Option || EndIsADay)
        && Uses.Count < clause.MostTimes
        && Notices.Count == 0
        && Talk is not { No: true };

    public DateOnly LastDayToStopExtension => SlowDates.LastDayToSpeak(EndsOn!.Value, Term.Extension.NoticeMonths ?? 0);

    /// <summary>People did something; what the calendar makes of it is looked at from the beginning.</summary>
    public void Changed()
    {
        Rethink();
        foreach (var known in new[] { this, Predecessor }.OfType<Known>())
        {
            known.LookFrom = new[] { known.StartsOn, known.EndsOn, known.Since, known.LookFrom }.OfType<DateOnly>().Min();
        }
    }

    /// <summary>Its flags may be others now, and those of its whole chain.</summary>
    public void Rethink()
    {
        MustBeRethought = true;
        for (var before = Predecessor; before is not null; before = before.Predecessor)
        {
            before.MustBeRethought = true;
        }

        for (var after = Successor; after is not null; after = after.Successor)
        {
            after.MustBeRethought = true;
        }
    }

    public override string ToString() =>
        $"{Reference} {State} {Reason} {StartsOn:O}–{EndsOn:O} {Term.Extension.Kind} since {Since:O}"
        + (Successor is { } next ? $", then {next.Reference} {next.State} from {next.StartsOn:O}" : "");
}
