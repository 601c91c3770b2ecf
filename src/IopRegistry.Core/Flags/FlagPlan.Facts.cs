using IopRegistry.Agreements;
using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>Flags about what is so, rather than about a date that comes nearer.</summary>
public static partial class FlagPlan
{
    private static IEnumerable<WantedFlag> Parties(Agreement agreement, DateOnly since, FlagContext context)
    {
        foreach (var party in agreement.StayingParties())
        {
            if (!context.Parties.TryGetValue(party.OrganisationId, out var standing))
            {
                continue;
            }

            if (standing.LastSigningDay is { } lastSigning)
            {
                yield return About(FlagKind.SignatoryExpired, lastSigning, lastSigning.AddDays(1));
            }

            if (standing.LastContactDay is { } lastContact)
            {
                yield return About(FlagKind.ContactMissing, lastContact.AddDays(1), lastContact.AddDays(1));
            }
            else if (!standing.HasHadContact)
            {
                yield return About(FlagKind.ContactMissing, since, since);
            }

            WantedFlag About(FlagKind kind, DateOnly target, DateOnly due) =>
                new(kind, target, due, [new DateInput("party", party.Name)], PartyId: party.Id);
        }
    }

    private static IEnumerable<WantedFlag> AfterTheEnd(Agreement agreement, DateOnly since)
    {
        var isSucceeded = agreement.Successor is { IsMade: true };
        var isEnded = agreement.State == AgreementState.Ended;
        if (agreement.EndsOn is not { } end || end >= Term.Horizon || (isEnded && end < since))
        {
            yield break;
        }

        var isExpired = agreement is { State: AgreementState.Ended, EndedReason: EndedReason.Expired } && !isSucceeded;
        var first = end.AddDays(1);
        if (isExpired)
        {
            yield return new WantedFlag(FlagKind.Expired, end, first, [DateInput.Of("end", end), .. AtRisk(agreement)]);
        }

        if (
            (isEnded || agreement.State is AgreementState.Signed or AgreementState.Active)
            && agreement.EndedReason is null or EndedReason.Expired or EndedReason.Terminated
            && agreement.Successor
                is {
                    State: AgreementState.Negotiating
                        or AgreementState.Deciding
                        or AgreementState.Signing
                        or AgreementState.Signed,
                    Start: { } start
                }
            && start > first
        )
        {
            yield return new WantedFlag(
                FlagKind.Gap,
                first,
                since,
                [
                    DateInput.Of("end", end),
                    DateInput.Of("nextStart", start),
                    DateInput.Of("gapDays", TermDates.GapDays(end, start)),
                    .. AtRisk(agreement),
                ]
            );
        }
        else if (isExpired)
        {
            yield return new WantedFlag(FlagKind.Gap, first, first, [DateInput.Of("end", end), .. AtRisk(agreement)]);
        }
    }

    private static IEnumerable<WantedFlag> Beginnings(Agreement agreement, DateOnly since)
    {
        if (agreement.StartsOn is not { } start)
        {
            yield break;
        }

        var isComing = agreement.State is AgreementState.Signing or AgreementState.Signed or AgreementState.Active;
        var late = agreement
            .Decisions.Where(decision => decision.Approved && decision.Round == agreement.Round)
            .Select(decision => decision.Date)
            .Concat(agreement.Signatures.Where(s => s.Round == agreement.Round).Select(signature => signature.SignedOn))
            .Where(day => day > start)
            .ToList();
        if (isComing && late.Count > 0)
        {
            yield return new WantedFlag(
                FlagKind.DecidedAfterStart,
                start,
                since,
                [DateInput.Of("start", start), DateInput.Of("decidedOrSignedOn", late.Max())]
            );
        }

        if (
            agreement.OneYearLinks >= TooManyOneYearAgreements
            && (isComing || agreement.State is AgreementState.Negotiating or AgreementState.Deciding)
        )
        {
            yield return new WantedFlag(
                FlagKind.OneYearChain,
                start,
                since,
                [DateInput.Of("oneYearAgreementsInARow", agreement.OneYearLinks)]
            );
        }

        if (isComing || agreement.State == AgreementState.Deciding)
        {
            foreach (var flag in NotInForce(agreement))
            {
                yield return flag;
            }
        }
    }

    /// <summary>A decision can be appealed until three weeks after it was announced, and stands on nothing while it is.</summary>
    private static IEnumerable<WantedFlag> NotInForce(Agreement agreement) =>
        agreement
            .Decisions.Where(d => d is { Approved: true, AppealableUntil: not null } && d.Round == agreement.Round)
            .Where(decision => decision is { AppealedOn: null } or { AppealOutcome: null })
            .Select(decision => new WantedFlag(
                FlagKind.DecisionNotInForce,
                decision.AppealableUntil!.Value,
                decision.AnnouncedOn!.Value,
                [
                    DateInput.Of("announced", decision.AnnouncedOn.Value),
                    DateInput.Of("appealableUntil", decision.AppealableUntil.Value),
                    .. decision.AppealedOn is { } appealed
                        ? [DateInput.Of("appealed", appealed)]
                        : Array.Empty<DateInput>(),
                ],
                decision.AppealedOn is null ? decision.AppealableUntil.Value.AddDays(1) : null,
                decision.PartyId
            ));

    /// <summary>Half a year before the year begins its money should be decided.</summary>
    private static IEnumerable<WantedFlag> Money(Agreement agreement) =>
        agreement.State
            is AgreementState.Deciding
                or AgreementState.Signing
                or AgreementState.Signed
                or AgreementState.Active
            ? agreement
                .Outlook.Unsecured.Where(year => agreement.Parties.Any(party => party.Id == year.FunderPartyId))
                .Select(year => new WantedFlag(
                    FlagKind.MoneyNotSecured,
                    new DateOnly(year.FiscalYear, 1, 1),
                    new DateOnly(year.FiscalYear - 1, 7, 1),
                    [
                        DateInput.Of("fiscalYear", year.FiscalYear),
                        .. year.Amount is { } amount
                            ? [new DateInput("amount", amount.ToString())]
                            : Array.Empty<DateInput>(),
                        new DateInput("party", agreement.Parties.First(p => p.Id == year.FunderPartyId).Name),
                    ],
                    new DateOnly(year.FiscalYear + 1, 1, 1),
                    year.FunderPartyId
                ))
            : [];
}
