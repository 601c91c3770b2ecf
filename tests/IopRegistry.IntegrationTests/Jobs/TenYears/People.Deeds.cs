using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Jobs.TenYears;

/// <summary>Each deed twice: to the product's agreement, and to what the oracle knows.</summary>
internal sealed partial class People
{
    /// <summary>Whether people may do it, by the lifecycle's document and the oracle's knowledge.</summary>
    private static bool Can(Deed deed, Known a, DateOnly today)
    {
        // When the last day has passed nobody changes it any more, even if no node has run since.
        var inForce = a.State == AgreementState.Active && !(a.EndIsADay && a.EndsOn < today);
        var hasSides =
            a.PartiesOn(today).Any(party => party.Side == Side.Public)
            && a.PartiesOn(today).Any(party => party.Side == Side.Civil);
        return deed switch
        {
            Deed.Renew => a.State is AgreementState.Active or AgreementState.Ended
                && a.Successor is null or { State: AgreementState.Declined or AgreementState.Withdrawn }
                && a.StartsOn is not null
                && a.EndsOn < Term.Horizon,
            Deed.Revise or Deed.Confirm => a.State == AgreementState.Negotiating
                && a.Term is { Start.Precision: DatePrecision.Day, End.Precision: DatePrecision.Day },
            Deed.Decide or Deed.DecideNo => a.State == AgreementState.Deciding,
            Deed.Sign => a.State == AgreementState.Signing,
            Deed.Reopen => a.State is AgreementState.Deciding or AgreementState.Signing,
            Deed.Withdraw => a.State
                is AgreementState.Negotiating
                    or AgreementState.Deciding
                    or AgreementState.Signing,
            Deed.Decline => a.State is AgreementState.Negotiating or AgreementState.Deciding,
            Deed.ConfirmExtension => inForce
                && a.ClauseCanBeUsed(ExtensionKind.Automatic)
                && a.Talk?.Yes.Exists(yes => yes.Party == Staying(a)[0].Id) != true,
            Deed.ObjectToExtension => inForce
                && a.ClauseCanBeUsed(ExtensionKind.Automatic)
                && today <= a.LastDayToStopExtension,
            Deed.Extend => inForce
                && a.ClauseCanBeUsed(ExtensionKind.Option)
                && !(
                    a.Term.Extension.DecideMonthsBefore is { } months
                    && SlowDates.LastDayToSpeak(a.EndsOn!.Value, months) < today
                ),
            Deed.GiveNotice => inForce && Giver(a) is not null,
            Deed.Terminate => a.State == AgreementState.Signed || inForce,
            Deed.AmendTerm or Deed.SecureMoney => inForce
                && hasSides
                && a.Amendment is null
                && a.Term.Start is not null
                && a.Term.End?.Precision == DatePrecision.Day
                && a.EndsOn > today,
            Deed.Leave => inForce && Leaver(a) is not null,
            Deed.Announce => CanSettle(a) && a.Decisions[^1].AnnouncedOn is null,
            Deed.Appeal => CanSettle(a) && a.Decisions[^1] is { AnnouncedOn: not null, AppealedOn: null },
            Deed.Settle => CanSettle(a) && a.Decisions[^1] is { AppealedOn: not null, Settled: false },
            Deed.FollowUp or Deed.LetEnd => a is { IsLive: true, Dossier.Outcome: null },
            Deed.Reconsider => a is { IsLive: true, Dossier.Outcome: not null },
        };
    }

    private async Task DoAsync(IopDbContext db, Deed deed, Known a, DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        var agreement = await db.Agreements.FindAsync(a.Id) ?? throw new InvalidOperationException($"{a} is not there.");
        var lead = a.PartiesOn(today).First(party => party.Side == Side.Public);
        var own = deed == Deed.Renew ? Staying(a)[0] : a.PartiesOn(today).First();
        switch (deed)
        {
            case Deed.Renew:
                if (a is { IsLive: true, Dossier.Outcome: null } && dice.PerMille(500))
                {
                    await PrepareAsync(db, OutcomeKind.Renew, a, agreement, at);
                }

                Renew(db, a, agreement, own, at);
                await db.SaveChangesAsync();
                return;
            case Deed.FollowUp:
            case Deed.LetEnd:
            case Deed.Reconsider:
                await PrepareAsync(db, deed == Deed.LetEnd ? OutcomeKind.LetEnd : null, a, agreement, at, deed);
                a.Rethink();
                await db.SaveChangesAsync();
                return;
            case Deed.Revise:
                Revise(db, a, agreement, own, at);
                break;
            case Deed.Confirm:
                foreach (var party in a.PartiesOn(today))
                {
                    agreement.ConfirmVersion(a.ContentsVersion, party.Id, By(party, at));
                }

                a.State = AgreementState.Deciding;
                break;
            case Deed.Decide:
                foreach (var decider in a.DecidersOn(today).ToList())
                {
                    var decision = Yes(decider, today.AddDays(-dice.Roll(4)));
                    agreement.RecordDecision(decision, AfterNo.Negotiate, By(decider, at));
                    a.Decisions.Add(new KnownDecision(decision) { Round = a.Round });
                }

                a.State = AgreementState.Signing;
                PlanTheAppeal(a, today);
                break;
            case Deed.DecideNo:
                var no = a.DecidersOn(today).First();
                agreement.RecordDecision(
                    Yes(no, today) with
                    {
                        Approved = false,
                        Reason = "Pengarna räcker inte.",
                    },
                    AfterNo.Negotiate,
                    By(no, at)
                );
                (a.State, a.Round) = (AgreementState.Negotiating, a.Round + 1);
                break;
            case Deed.Sign:
                await SignAsync(db, a, agreement, at);
                return;
            case Deed.Reopen:
                agreement.Reopen("Vi behöver tala mer.", own.Id, By(own, at));
                (a.State, a.Round) = (AgreementState.Negotiating, a.Round + 1);
                break;
            case Deed.Withdraw:
                var initiator = a.PartiesOn(today).First(party => party.Side == agreement.InitiatingSide);
                agreement.Withdraw("Vi väntar ett år.", initiator.Id, By(initiator, at));
                a.State = AgreementState.Withdrawn;
                break;
            case Deed.Decline:
                agreement.Decline(
                    new Closing("no-need", "Behovet tillgodoses redan.", "SN § 12", lead.Organisation.Id, today),
                    By(lead, at)
                );
                a.State = AgreementState.Declined;
                break;
            case Deed.ConfirmExtension:
                var confirming = Staying(a)[0];
                agreement.ConfirmExtension(confirming.Id, By(confirming, at));
                TalkOf(a).Yes.Add((confirming.Id, today));
                break;
            case Deed.ObjectToExtension:
                agreement.ObjectToExtension("Vi vill tala om något annat.", own.Id, By(own, at));
                TalkOf(a).No = true;
                break;
            case Deed.Extend:
                foreach (var party in a.PartiesOn(today).ToList())
                {
                    agreement.Extend("KS § 5", today, party.Id, By(party, at));
                }

                a.Talks.RemoveAll(talk => talk.IsAbout(a.Term));
                a.Uses.Add(new KnownUse(a.Term.End!.Latest, a.Term.Extension.Months));
                a.EndsOn = a.EndByTextAndNotices;
                PlanTheEnd(a, today);
                break;
            case Deed.GiveNotice:
                GiveNotice(a, agreement, today, at);
                break;
            case Deed.Terminate:
                Terminate(a, agreement, own, today, at);
                break;
            case Deed.AmendTerm:
                var term = OtherEnd(a.Term, today);
                Amend(db, a, agreement, at, today, contents => contents with { Term = term });
                PlanTheEnd(a, today);
                break;
            case Deed.SecureMoney:
                Amend(db, a, agreement, at, today, contents => contents with { Financing = Secured(contents, today) });
                break;
            case Deed.Leave:
                var leaver = Leaver(a)!;
                agreement.Leave(Current(a), leaver.Id, "Vi lägger ner.", By(leaver, at));
                leaver.LeftOn = SlowDates.LastDayWhenSpoken(today, a.NoticeMonthsOf(leaver.Id)!.Value);
                break;
            case Deed.Announce:
            case Deed.Appeal:
            case Deed.Settle:
                RecordLegalForce(deed, a, agreement, today, at);
                break;
        }

        a.Changed();
        await AgreementChain.SaveAsync(db, agreement, By(own, at), CancellationToken.None);
    }

    /// <summary>What is done in the renewal's dossier, with the request that every such change is saved with.</summary>
    private async Task PrepareAsync(
        IopDbContext db,
        OutcomeKind? outcome,
        Known a,
        Agreement agreement,
        DateTimeOffset at,
        Deed deed = Deed.LetEnd
    )
    {
        var today = SwedishCalendar.DayOf(at);
        var dossier = await db.RenewalDossiers.SingleOrDefaultAsync(d => d.AgreementId == a.Id && d.End == a.EndsOn);
        if (dossier is null)
        {
            Faults.Add($"no dossier was opened for {a.EndsOn:O}: {a}");
            return;
        }

        var own = a.PartiesOn(today).First();
        var (known, by) = (a.Dossier!, By(own, at));
        if (outcome is { } kind)
        {
            foreach (var party in agreement.Parties.Where(party => party.IsPartyOn(today)))
            {
                dossier.TakeStandpoint(party, kind, null, by);
            }

            dossier.Decide(
                new Outcome(kind, "Så blev det.", "KS § 9", today, own.Id, "Alla får besked.", null, by.UserId, at),
                agreement.Parties.First(party => party.Id == own.Id),
                agreement,
                by
            );
            known.Outcome = kind;
        }
        else if (deed == Deed.FollowUp)
        {
            dossier.Check(ChecklistItem.FollowUp, agreement.Parties.First(party => party.Id == own.Id), null, by);
            known.IsFollowedUp = true;
        }
        else
        {
            dossier.Reconsider(by);
            known.Outcome = null;
        }

        db.Add(new PlanRequest { AgreementId = a.Id });
    }

    private void Renew(IopDbContext db, Known a, Agreement agreement, KnownParty own, DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        var (successor, version) = agreement.Renew(Current(a), NextReference(today), own.Id, By(own, at));
        var (end, first) = (a.EndsOn!.Value, a.EndsOn.Value.AddDays(1));
        var months = a.Term is { Start: { } from, End: { } to }
            ? Math.Max(1, SlowDates.WholeMonths(from.Earliest, to.Latest))
            : 12;
        var years = first.Year - a.StartsOn!.Value.Year;
        List<KnownParty> parties =
        [
            .. a
                .Parties.Where(party => party.LeftOn is null || party.LeftOn >= end)
                .Select(party => new KnownParty(party.AsRegistered) { Organisation = party.Organisation }),
        ];
        var present = parties.Select(party => party.Id).ToHashSet();
        var contents = a.Contents with
        {
            Term = a.Term with
            {
                Start = PartialDate.Day(first),
                End = PartialDate.Day(SlowDates.EndOf(first, months)),
                NoticeByParty = [.. a.Term.NoticeByParty.Where(notice => present.Contains(notice.PartyId))],
            },
            Financing =
            [
                .. a
                    .Contents.Financing.Where(line => present.Contains(line.FunderPartyId))
                    .Select(line => line with { FiscalYear = line.FiscalYear + years, Certainty = Certainty.Planned }),
            ],
            FollowUpPlan = a.Contents.FollowUpPlan! with
            {
                Dates = [.. a.Contents.FollowUpPlan.Dates.Select(date => date.AddYears(years))],
            },
        };
        var known = Write(
            db,
            successor,
            version,
            contents,
            parties,
            AgreementState.Negotiating,
            today,
            imported: false,
            before: a
        );
        a.Successor = known;
        a.Changed();
        PlanTheMaking(known, today);
    }

    private void Revise(IopDbContext db, Known a, Agreement agreement, KnownParty own, DateTimeOffset at)
    {
        // Most go on from the day after, or as they said; some leave a gap, and some begin before the old one ends.
        var start = a.Predecessor is { EndsOn: { } end } && dice.PerMille(800)
            ? end.AddDays(dice.Of((85, 1), (8, dice.Between(2, 70)), (7, dice.Between(-60, 0))))
            : a.StartsOn!.Value.AddDays(dice.Of((2, 0), (1, dice.Between(-15, 90))));
        var contents = _invention.Contents([.. a.Parties.Where(p => p.LeftOn is null)], start, _invention.Length());
        var version = agreement.Revise(Current(a), contents, ContentsPart.Term, null, own.Id, By(own, at));
        Keep(db, a, version);
        (a.Contents, a.ContentsVersion) = (contents, version.Number);
        a.EndsOn = a.EndByTextAndNotices;
    }

    private async Task SignAsync(IopDbContext db, Known a, Agreement agreement, DateTimeOffset at)
    {
        var today = SwedishCalendar.DayOf(at);
        foreach (var party in a.PartiesOn(today))
        {
            agreement.Sign(party.Id, agreement.ContentHash, [Right(today)], today, By(party, at));
            a.Signatures.Add((today, a.Round));
        }

        a.State = a.StartsOn <= today ? AgreementState.Active : AgreementState.Signed;
        await AgreementChain.SaveAsync(db, agreement, By(a.Parties[0], at), CancellationToken.None);
        a.Changed();
        if (a.State == AgreementState.Active)
        {
            ExpectedCalendar.TakeOver(a, new Attempt([at]));
        }

        PlanTheTime(a, today);
        PlanTheEnd(a, today);
    }

    private static void GiveNotice(Known a, Agreement agreement, DateOnly today, DateTimeOffset at)
    {
        var giver = Giver(a)!;
        agreement.GiveNotice(
            "Vi har inte längre personal.",
            new Consequences("Två tjänster.", "Fyrtio unga.", "Lokalen sägs upp."),
            giver.Id,
            By(giver, at)
        );
        var last = SlowDates.LastDayWhenSpoken(today, a.NoticeMonthsOf(giver.Id)!.Value);
        a.Notices.Add(new KnownNotice(giver.Id, today, a.EndsOn >= today && a.EndsOn < last ? a.EndsOn.Value : last));
        a.EndsOn = a.EndByTextAndNotices;
    }

    private static void Terminate(Known a, Agreement agreement, KnownParty own, DateOnly today, DateTimeOffset at)
    {
        agreement.RecordDialogue(
            new Dialogue(today, "Vi har talat om läget.", [.. a.Parties.Select(party => party.Id)]),
            own.Id,
            By(own, at)
        );
        agreement.Terminate(TerminationKind.Breach, "Det går inte längre.", own.Id, By(own, at));
        if (a.State == AgreementState.Signed && !(a.StartsOn <= today))
        {
            a.Reason = EndedReason.NeverStarted;
        }
        else
        {
            a.Reason = EndedReason.Terminated;
            a.EndsOn = a.EndIsADay && a.EndsOn < today ? a.EndsOn : today;
        }

        (a.State, a.Amendment) = (AgreementState.Ended, null);
    }

    /// <summary>From proposal to last signature in one day.</summary>
    private void Amend(
        IopDbContext db,
        Known a,
        Agreement agreement,
        DateTimeOffset at,
        DateOnly today,
        Func<Contents, Contents> change
    )
    {
        var own = a.PartiesOn(today).First();
        var before = Current(a);
        var amended = change(before.Contents);
        if (AgreementVersion.AreSame(amended, before.Contents))
        {
            return;
        }

        // Where the text's end stays as it was, extensions may have moved the real one beyond it.
        var latest = amended.Term.End == before.Contents.Term.End || a.EndsOn < amended.Term.End!.Date
            ? a.EndsOn!.Value
            : amended.Term.End.Date;
        var from = dice.PerMille(300) ? today : today.AddDays(dice.Roll(Math.Min(90, latest.DayNumber - today.DayNumber + 1)));
        var version = agreement.ProposeAmendment(
            before,
            amended,
            AgreementVersion.Touched(before.Contents, amended, []),
            [],
            from,
            "Behoven har ändrats.",
            [],
            own.Id,
            By(own, at)
        );
        Keep(db, a, version);
        var amendment = agreement.OpenAmendment!.Id;
        foreach (var party in a.PartiesOn(today).Where(party => party != own))
        {
            agreement.ConfirmAmendment(amendment, party.Id, By(party, at));
        }

        foreach (var decider in a.DecidersOn(today))
        {
            agreement.DecideAmendment(amendment, Yes(decider, today), By(decider, at));
        }

        foreach (var party in a.PartiesOn(today))
        {
            agreement.SignAmendment(
                amendment,
                party.Id,
                version.ContentHash,
                [Right(today)],
                today,
                version,
                By(party, at)
            );
        }

        var known = change(a.Contents);
        if (from == today)
        {
            (a.Contents, a.ContentsVersion) = (known, version.Number);
            a.EndsOn = a.EndByTextAndNotices;
        }
        else
        {
            a.Amendment = (known, version.Number, from);
        }
    }

    private static void RecordLegalForce(Deed deed, Known a, Agreement agreement, DateOnly today, DateTimeOffset at)
    {
        var decision = a.Decisions[^1];
        if (deed == Deed.Announce)
        {
            decision.AnnouncedOn = today;
        }
        else if (deed == Deed.Appeal)
        {
            decision.AppealedOn = today;
        }
        else
        {
            decision.Settled = true;
        }

        var decider = a.Parties.Single(party => party.Id == decision.Party);
        agreement.RecordLegalForce(
            decision.Id,
            decision.AnnouncedOn,
            decision.AppealedOn,
            decision.Settled ? "Domstolen avslår överklagandet." : null,
            false,
            By(decider, at)
        );
    }

    /// <summary>Longer, or shorter, or with other notice periods.</summary>
    private Term OtherEnd(Term term, DateOnly today)
    {
        var end = term.End!.Date.AddDays(dice.Of((3, dice.Between(30, 400)), (1, dice.Between(-200, -10))));
        return dice.PerMille(250)
            ? term with
            {
                NoticeMonths = term.NoticeMonths == 3 ? 6 : 3,
            }
            : term with
            {
                End = PartialDate.Day(end < today.AddDays(5) ? today.AddDays(5) : end),
            };
    }

    private static IReadOnlyList<FinancingLine> Secured(Contents contents, DateOnly today) =>
        [
            .. contents.Financing.Select(line =>
                line.FiscalYear <= today.Year + 1
                    ? line with
                    {
                        Certainty = Certainty.Decided,
                        DecisionReference = line.DecisionReference ?? "KF § 7",
                    }
                    : line
            ),
        ];

    private void Keep(IopDbContext db, Known a, AgreementVersion version)
    {
        db.Add(version);
        _versions[(a.Id, version.Number)] = version;
        a.LatestVersion = version.Number;
    }

    private AgreementVersion Current(Known a) => _versions[(a.Id, a.ContentsVersion)];

    private static KnownTalk TalkOf(Known a)
    {
        if (a.Talk is null)
        {
            a.Talks.Add(new KnownTalk(a.Term.Extension.Kind, a.Term.Extension.Months, a.Term.End!.Latest));
        }

        return a.Talk!;
    }

    private static bool CanSettle(Known a) =>
        a.Decisions.Count > 0
        && a.State
            is AgreementState.Signing
                or AgreementState.Signed
                or AgreementState.Active
                or AgreementState.Ended
        && a.Parties.Exists(party => party.Id == a.Decisions[^1].Party && party.LeftOn is null);

    private static List<KnownParty> Staying(Known a) => [.. a.Parties.Where(party => party.LeftOn is null)];

    private static KnownParty? Giver(Known a) =>
        a.Parties.FindLast(party =>
            party.LeftOn is null
            && a.NoticeMonthsOf(party.Id) is not null
            && !a.Notices.Exists(notice => notice.Party == party.Id)
        );

    /// <summary>Only an association that is not the last of them, and that has a notice period.</summary>
    private static KnownParty? Leaver(Known a) =>
        Staying(a).Count(party => party.Side == Side.Civil) > 1
            ? Staying(a).Find(party => party.Side == Side.Civil && a.NoticeMonthsOf(party.Id) is not null)
            : null;

    private static Decision Yes(KnownParty decider, DateOnly day) =>
        new(
            Guid.CreateVersion7(),
            decider.Id,
            true,
            DecisionKind.Board,
            "Socialnämnden",
            day,
            "§ 42",
            "SN 17",
            null,
            null,
            0,
            0
        );

    private static SigningRight Right(DateOnly day) =>
        new(Guid.CreateVersion7(), "Kim Exempel", "Ordförande", SigningMode.Alone, "Stadgar § 8", day.AddYears(-1), null);
}
