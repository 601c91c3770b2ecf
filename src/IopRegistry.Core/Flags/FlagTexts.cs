using IopRegistry.SharedKernel;

namespace IopRegistry.Flags;

/// <summary>What a flag says, and how its date came about, in both languages.</summary>
public static class FlagTexts
{
    /// <summary>One line: what it is about.</summary>
    public static LocalText Title(FlagKind kind) =>
        kind switch
        {
            FlagKind.RenewalOpens => new("Förnyelsen öppnas", "The renewal opens"),
            FlagKind.FollowUpDue => new("Uppföljningen ska vara gjord", "The follow-up is due"),
            FlagKind.DecisionDue => new("Beslut om fortsättningen behövs", "A decision on what comes next is due"),
            FlagKind.SignatureDue => new("Fortsättningen ska vara undertecknad", "What comes next is to be signed"),
            FlagKind.NoticeDateNear => new("Sista uppsägningsdagen närmar sig", "The last notice date is near"),
            FlagKind.ExpiringSoon => new("Avtalet löper ut", "The agreement is expiring"),
            FlagKind.Expired => new("Avtalet har löpt ut utan fortsättning", "The agreement has expired unsucceeded"),
            FlagKind.Gap => new("Glapp utan gällande avtal", "A gap without a valid agreement"),
            FlagKind.DecidedAfterStart => new("Beslutat efter starten", "Decided after the start"),
            FlagKind.OneYearChain => new("Ettårsavtal på rad", "One-year agreements in a row"),
            FlagKind.MoneyNotSecured => new("Pengarna är inte beslutade", "The money is not decided"),
            FlagKind.ReportDue => new("Uppföljning närmar sig", "A follow-up is coming"),
            FlagKind.SignatoryExpired => new("Ingen kan underteckna", "Nobody can sign"),
            FlagKind.ContactMissing => new("Kontaktperson saknas", "There is no contact person"),
            FlagKind.DecisionNotInForce => new(
                "Beslutet har inte vunnit laga kraft",
                "The decision is not in force yet"
            ),
            FlagKind.EndUnknown => new("Avtalets slut är okänt", "The agreement's end is unknown"),
            FlagKind.InstalmentDue => new("Delutbetalning", "An instalment is due"),
            FlagKind.PaymentLate => new("Utbetalningen är försenad", "The payment is late"),
            FlagKind.ReportLate => new("Rapporten är försenad", "The report is late"),
            FlagKind.PermitExpires => new("Tillståndet går ut", "The permit expires"),
            FlagKind.AidHeadroomLow => new("Litet utrymme för stöd", "Little headroom for aid"),
            FlagKind.AidRegistrationDue => new("Stödet ska registreras", "The aid is to be registered"),
        };

    /// <summary>How the date came about, in a sentence that a lawyer can check by hand.</summary>
    public static LocalText Explanation(Flag flag)
    {
        var target = flag.TargetDate.ToIsoString();
        var party = Input("party");
        return flag.Kind switch
        {
            FlagKind.RenewalOpens => new(
                $"Avtalet slutar {Input("end")}. Förnyelsen öppnas {Input("monthsBefore")} månader före, eller på den tidigaste sista uppsägningsdagen: {target}.",
                $"The agreement ends on {Input("end")}. The renewal opens {Input("monthsBefore")} months before, or on the earliest last notice date: {target}."
            ),
            FlagKind.FollowUpDue => new(
                $"Avtalet slutar {Input("end")}. Uppföljningen ska vara gjord {Input("monthsBefore")} månader före: {target}.",
                $"The agreement ends on {Input("end")}. The follow-up should be done {Input("monthsBefore")} months before: {target}."
            ),
            FlagKind.DecisionDue => new(
                $"Avtalet slutar {Input("end")}. Beslut om vad som följer behövs senast {target}{InSession("; då sammanträder nämnden")}.",
                $"The agreement ends on {Input("end")}. A decision on what follows is needed by {target}{InSession(", when the board meets")}."
            ),
            FlagKind.SignatureDue => new(
                $"Avtalet slutar {Input("end")}. Det som följer ska vara undertecknat {Input("monthsBefore")} månader före: {target}.",
                $"The agreement ends on {Input("end")}. What follows should be signed {Input("monthsBefore")} months before: {target}."
            ),
            FlagKind.NoticeDateNear => new(
                $"{party} kan säga upp avtalet senast {target}, {Input("noticeMonths")} månader före slutet {Input("end")}. Det är {flag.Stage} dagar dit.",
                $"{party} may give notice by {target}, {Input("noticeMonths")} months before the end {Input("end")}. That is {flag.Stage} days away."
            ),
            FlagKind.ExpiringSoon => new(
                $"Det är {flag.Stage} dagar till avtalets sista dag {target}, och ingen fortsättning är beslutad.{AtRisk(flag).Sv}",
                $"It is {flag.Stage} days to the agreement's last day {target}, and nothing is decided to follow it.{AtRisk(flag).En}"
            ),
            FlagKind.Expired => new(
                $"Avtalet löpte ut {target}, och inget avtal har tagit vid.{AtRisk(flag).Sv}",
                $"The agreement expired on {target}, and no agreement has taken over.{AtRisk(flag).En}"
            ),
            FlagKind.Gap => Input("gapDays") is { Length: > 0 } days
                ? new(
                    $"Från {target} saknas gällande avtal i {days} dagar, till {Input("nextStart")}.{AtRisk(flag).Sv}",
                    $"From {target} there is no valid agreement for {days} days, until {Input("nextStart")}.{AtRisk(flag).En}"
                )
                : new(
                    $"Från {target} saknas gällande avtal, och inget är undertecknat.{AtRisk(flag).Sv}",
                    $"From {target} there is no valid agreement, and none is signed.{AtRisk(flag).En}"
                ),
            FlagKind.DecidedAfterStart => new(
                $"Avtalet gäller från {target} men beslutades eller undertecknades {Input("decidedOrSignedOn")}.",
                $"The agreement runs from {target} but was decided or signed on {Input("decidedOrSignedOn")}."
            ),
            FlagKind.OneYearChain => new(
                $"Det är {Input("oneYearAgreementsInARow")} ettårsavtal på rad. Ett längre avtal ger personal och brukare trygghet.",
                $"These are {Input("oneYearAgreementsInARow")} one-year agreements in a row. A longer one gives staff and users security."
            ),
            FlagKind.MoneyNotSecured => Input("amount") is { Length: > 0 } amount
                ? new(
                    $"{party} har planerat {amount} kr för {Input("fiscalYear")} men inte beslutat dem.",
                    $"{party} has planned SEK {amount} for {Input("fiscalYear")} and not decided it."
                )
                : new(
                    $"{party} har planerat pengar för {Input("fiscalYear")} men inte beslutat dem.",
                    $"{party} has planned money for {Input("fiscalYear")} and not decided it."
                ),
            FlagKind.ReportDue => new(
                $"Uppföljningsplanen har en uppföljning {target}.",
                $"The follow-up plan has a follow-up on {target}."
            ),
            FlagKind.SignatoryExpired => new(
                $"Den sista registrerade rätten att teckna {party} gick ut {target}.",
                $"The last registered right to sign for {party} ended on {target}."
            ),
            FlagKind.ContactMissing => new(
                $"{party} har ingen registrerad kontaktperson från {target}.",
                $"{party} has no registered contact person from {target}."
            ),
            FlagKind.DecisionNotInForce => Input("appealed") is { Length: > 0 } appealed
                ? new($"Beslutet överklagades {appealed}.", $"The decision was appealed on {appealed}.")
                : new(
                    $"Beslutet anslogs {Input("announced")} och kan överklagas till och med {target}.",
                    $"The decision was announced on {Input("announced")} and can be appealed until {target}."
                ),
            FlagKind.EndUnknown => new(
                $"Avtalet fördes in {target} utan sista dag, så ingen kan varnas i tid.",
                $"The agreement was entered on {target} without a last day, so nobody can be warned in time."
            ),
            _ => Title(flag.Kind),
        };

        string Input(string name) =>
            flag.Inputs.FirstOrDefault(input => string.Equals(input.Name, name, StringComparison.Ordinal))?.Value ?? "";

        string InSession(string text) => Input("boardMeeting").Length > 0 ? text : "";
    }

    /// <summary>The last sentence of an explanation, where the money is known.</summary>
    private static LocalText AtRisk(Flag flag) =>
        flag.Inputs.FirstOrDefault(input => string.Equals(input.Name, "moneyAtRiskPerMonth", StringComparison.Ordinal))
            is { } money
            ? new($" {money.Value} kr i månaden står på spel.", $" SEK {money.Value} a month is at stake.")
            : new("", "");
}
