using IopRegistry.Organisations;

namespace IopRegistry.Flags;

/// <summary>What holds for every flag of a kind.</summary>
public static class FlagKinds
{
    /// <summary>The board secretary; there is nobody above to tell.</summary>
    public const int HighestLevel = 2;

    /// <summary>The last warning before an end.</summary>
    private const int LastStage = 30;

    /// <summary>Kinds that have their place but no data yet; nothing raises them.</summary>
    public static IReadOnlyList<FlagKind> NotWatchedYet { get; } =
    [
        FlagKind.InstalmentDue,
        FlagKind.PaymentLate,
        FlagKind.ReportLate,
        FlagKind.PermitExpires,
        FlagKind.AidHeadroomLow,
        FlagKind.AidRegistrationDue,
    ];

    public static FlagSeverity SeverityOf(FlagKind kind, int stage) =>
        kind switch
        {
            FlagKind.Expired or FlagKind.Gap or FlagKind.DecisionDue or FlagKind.PaymentLate => FlagSeverity.Critical,
            FlagKind.ExpiringSoon when stage == LastStage => FlagSeverity.Critical,
            FlagKind.RenewalOpens or FlagKind.DecidedAfterStart or FlagKind.ReportDue => FlagSeverity.Info,
            _ => FlagSeverity.Warning,
        };

    /// <summary>Nearly everything concerns both sides; whose money or registration it is answers for that.</summary>
    public static FlagAudience AudienceOf(FlagKind kind) =>
        kind switch
        {
            FlagKind.AidHeadroomLow or FlagKind.AidRegistrationDue or FlagKind.DecisionNotInForce =>
                FlagAudience.PublicSide,
            _ => FlagAudience.Both,
        };

    /// <summary>What only tells how things are is not taken further up.</summary>
    public static bool Escalates(FlagKind kind) =>
        kind
            is not (
                FlagKind.RenewalOpens
                or FlagKind.DecidedAfterStart
                or FlagKind.OneYearChain
                or FlagKind.DecisionNotInForce
                or FlagKind.ReportDue
            );

    /// <summary>Whether the date is worked out from the agreement's own term.</summary>
    public static bool IsFromTheTerm(FlagKind kind) =>
        kind
            is FlagKind.RenewalOpens
                or FlagKind.FollowUpDue
                or FlagKind.DecisionDue
                or FlagKind.SignatureDue
                or FlagKind.NoticeDateNear
                or FlagKind.ExpiringSoon
                or FlagKind.Expired
                or FlagKind.Gap;

    public static bool Includes(this FlagAudience audience, Side side) =>
        audience switch
        {
            FlagAudience.Both => true,
            FlagAudience.PublicSide => side == Side.Public,
            FlagAudience.CivilSide => side == Side.Civil,
        };
}
