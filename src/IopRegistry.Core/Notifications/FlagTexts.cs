using System.Collections.Frozen;
using IopRegistry.Flags;
using IopRegistry.SharedKernel;

namespace IopRegistry.Notifications;

/// <summary>What a flag asks of whoever is told of it; {0} is its date.</summary>
internal static class FlagTexts
{
    private static readonly FrozenDictionary<FlagKind, (LocalText Title, LocalText Text)> ByKind = new Dictionary<
        FlagKind,
        (LocalText, LocalText)
    >
    {
        [FlagKind.RenewalOpens] = (
            new("Dags att börja förnya", "Time to begin renewing"),
            new("Förnyelsen öppnade {0}.", "The renewal opened on {0}.")
        ),
        [FlagKind.FollowUpDue] = (
            new("Uppföljning ska vara klar", "Follow-up is due"),
            new("Uppföljningen inför förnyelsen ska vara klar {0}.", "The follow-up before the renewal is due on {0}.")
        ),
        [FlagKind.DecisionDue] = (
            new("Beslut om fortsättning behövs", "A decision to continue is needed"),
            new("Fortsättningen behöver vara beslutad senast {0}.", "The continuation must be decided by {0}.")
        ),
        [FlagKind.SignatureDue] = (
            new("Underskrift behövs", "A signature is needed"),
            new("Det nya avtalet bör vara undertecknat {0}.", "The new agreement should be signed by {0}.")
        ),
        [FlagKind.NoticeDateNear] = (
            new("Sista uppsägningsdagen närmar sig", "The last notice date is near"),
            new("Sista dag för uppsägning är {0}.", "The last day to give notice is {0}.")
        ),
        [FlagKind.ExpiringSoon] = (
            new("Avtalet löper ut utan beslutad fortsättning", "The agreement expires with no decided continuation"),
            new("Avtalets sista dag är {0}.", "The agreement's last day is {0}.")
        ),
        [FlagKind.Expired] = (
            new("Avtalet har löpt ut utan efterföljare", "The agreement has expired with no successor"),
            new("Avtalets sista dag var {0}.", "The agreement's last day was {0}.")
        ),
        [FlagKind.Gap] = (
            new("Dagar utan gällande avtal", "Days without an agreement"),
            new("Från {0} finns inget gällande avtal.", "From {0} there is no agreement in force.")
        ),
        [FlagKind.DecidedAfterStart] = (
            new("Beslut eller underskrift efter avtalets början", "Decided or signed after the start"),
            new(
                "Avtalet började gälla {0}, före beslut eller underskrift.",
                "The agreement started on {0}, before it was decided or signed."
            )
        ),
        [FlagKind.OneYearChain] = (
            new("Tredje ettåriga avtalet i rad", "Third one-year agreement in a row"),
            new(
                "Avtalet som börjar {0} är minst det tredje ettåriga i följd.",
                "The agreement that starts on {0} is at least the third one-year one in a row."
            )
        ),
        [FlagKind.MoneyNotSecured] = (
            new("Pengarna är inte beslutade", "The money is not decided"),
            new(
                "Finansieringen från {0} är planerad men inte beslutad.",
                "The financing from {0} is planned and not decided."
            )
        ),
        [FlagKind.InstalmentDue] = (
            new("Utbetalning ska göras", "An instalment is due"),
            new("Utbetalningen ska göras {0}.", "The instalment is due on {0}.")
        ),
        [FlagKind.PaymentLate] = (
            new("Utbetalningen är sen", "A payment is late"),
            new("Utbetalningen skulle ha gjorts {0}.", "The payment was due on {0}.")
        ),
        [FlagKind.ReportDue] = (
            new("Redovisning ska lämnas", "A report is due"),
            new("Redovisningen ska lämnas {0}.", "The report is due on {0}.")
        ),
        [FlagKind.ReportLate] = (
            new("Redovisningen är sen", "A report is late"),
            new("Redovisningen skulle ha lämnats {0}.", "The report was due on {0}.")
        ),
        [FlagKind.SignatoryExpired] = (
            new("Ingen får teckna för parten", "Nobody may sign for the party"),
            new("Den sista rätten att teckna upphörde {0}.", "The last right to sign ended on {0}.")
        ),
        [FlagKind.ContactMissing] = (
            new("Parten saknar kontaktperson", "The party has no contact"),
            new("Kontaktperson saknas från {0}.", "There is no contact from {0}.")
        ),
        [FlagKind.PermitExpires] = (
            new("Ett tillstånd löper ut", "A permit expires"),
            new("Tillståndets sista dag är {0}.", "The permit's last day is {0}.")
        ),
        [FlagKind.AidHeadroomLow] = (
            new("Utrymmet för statligt stöd är litet", "The headroom for state aid is low"),
            new("Räknat till {0}.", "As counted to {0}.")
        ),
        [FlagKind.AidRegistrationDue] = (
            new("Stödet ska registreras", "The aid must be registered"),
            new("Stödet ska vara registrerat {0}.", "The aid must be registered by {0}.")
        ),
        [FlagKind.DecisionNotInForce] = (
            new("Beslutet har inte vunnit laga kraft", "The decision has no legal force yet"),
            new("Beslutet kan överklagas till och med {0}.", "The decision can be appealed until {0}.")
        ),
        [FlagKind.EndUnknown] = (
            new("Avtalet saknar slutdatum", "The agreement has no end date"),
            new("Avtalet lästes in {0} utan slutdatum.", "The agreement was imported on {0} with no end date.")
        ),
    }.ToFrozenDictionary();

    public static LocalText TitleOf(FlagKind kind) => ByKind[kind].Title;

    public static LocalText TextOf(FlagKind kind, DateOnly date)
    {
        var (sv, en) = ByKind[kind].Text;
        var iso = date.ToIsoString();
        return new(sv.Replace("{0}", iso, StringComparison.Ordinal), en.Replace("{0}", iso, StringComparison.Ordinal));
    }
}
