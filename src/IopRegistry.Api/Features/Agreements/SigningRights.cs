using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The own organisation's signing rights that a signature names; nobody signs by the right of another.</summary>
public static class SigningRights
{
    public static async Task<IReadOnlyList<SigningRight>> NamedAsync(
        IopDbContext db,
        Actor by,
        IReadOnlyList<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var own = await db
            .Organisations.AsNoTracking()
            .Where(organisation => organisation.Id == by.OrganisationId)
            .Select(organisation => organisation.SigningRights)
            .SingleAsync(cancellationToken);
        var named = own.Where(right => ids.Contains(right.Id)).ToList();
        return named.Count == ids.Distinct().Count()
            ? named
            : throw new RuleViolationException(AgreementRules.NoRightToSign);
    }
}
