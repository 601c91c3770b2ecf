using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Flags;

/// <summary>What a list of flags is narrowed by; counting uses the same.</summary>
internal sealed record FlagFilter(
    FlagState State,
    FlagKind? Kind,
    FlagSeverity? Severity,
    Guid? AgreementId,
    Guid? Board,
    bool? Unanswered,
    DateOnly? TargetFrom,
    DateOnly? TargetTo
)
{
    public IQueryable<FlagRow> Of(IopDbContext db, CurrentUser user)
    {
        var state = State;
        var rows = db.OwnFlags(user).Where(row => row.Flag.State == state);
        if (Kind is { } kind)
        {
            rows = rows.Where(row => row.Flag.Kind == kind);
        }

        if (Severity is { } severity)
        {
            rows = rows.Where(row => row.Flag.Severity == severity);
        }

        if (AgreementId is { } agreementId)
        {
            rows = rows.Where(row => row.Flag.AgreementId == agreementId);
        }

        if (Board is { } board)
        {
            rows = rows.Where(row =>
                db.AgreementParties.Any(p => p.AgreementId == row.Flag.AgreementId && p.BoardId == board)
            );
        }

        if (TargetFrom is { } from)
        {
            rows = rows.Where(row => row.Flag.TargetDate >= from);
        }

        if (TargetTo is { } to)
        {
            rows = rows.Where(row => row.Flag.TargetDate <= to);
        }

        return Unanswered is not true
            ? rows
            : rows.Where(row =>
                row.OwnSide == Side.Public
                    ? row.Flag.PublicAcknowledgement == null && row.Flag.Audience != FlagAudience.CivilSide
                    : row.Flag.CivilAcknowledgement == null && row.Flag.Audience != FlagAudience.PublicSide
            );
    }
}
