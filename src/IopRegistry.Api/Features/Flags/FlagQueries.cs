using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>Row-level access to flags in one place: those of the agreements that the caller's organisation is a party to.</summary>
internal static class FlagQueries
{
    /// <summary>Every flag of the own agreements, once each, with the own side.</summary>
    public static IQueryable<FlagRow> OwnFlags(this IopDbContext db, CurrentUser user)
    {
        var organisationId = user.OrganisationId;
        return db
            .AgreementParties.Where(own => own.OrganisationId == organisationId && own.IsFirst)
            .Join(db.Flags, own => own.AgreementId, flag => flag.AgreementId, (own, flag) => new { own, flag })
            .Join(
                db.Agreements,
                both => both.flag.AgreementId,
                agreement => agreement.Id,
                (both, agreement) =>
                    new FlagRow
                    {
                        Flag = both.flag,
                        Reference = agreement.Reference,
                        Title = agreement.Title,
                        OwnSide = both.own.Side,
                    }
            );
    }

    /// <summary>The flag to read or to answer; 404 when the caller may not see it.</summary>
    public static async Task<FlagRow> FindFlagAsync(
        this IopDbContext db,
        Guid flagId,
        CurrentUser user,
        CancellationToken cancellationToken
    ) =>
        await db.OwnFlags(user).SingleOrDefaultAsync(row => row.Flag.Id == flagId, cancellationToken)
        ?? throw ProblemException.NotFound();
}
