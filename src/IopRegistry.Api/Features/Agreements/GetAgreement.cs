using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>One agreement with everything both sides need to act: who is waited for, which dates come, what may be done.</summary>
public sealed class GetAgreement : IEndpoint
{
    /// <summary>One row and one round trip; compiled once, because this is the most asked question of all.</summary>
    private static readonly Func<IopDbContext, Guid, Guid, CancellationToken, Task<Agreement?>> Visible =
        EF.CompileAsyncQuery(
            (IopDbContext db, Guid id, Guid organisationId, CancellationToken _) =>
                db
                    .Agreements.AsNoTracking()
                    .FirstOrDefault(a =>
                        a.Id == id
                        && db.AgreementParties.Any(p => p.AgreementId == a.Id && p.OrganisationId == organisationId)
                    )
        );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}", HandleAsync)
            .WithName(nameof(GetAgreement))
            .WithSummary("Read an agreement")
            .WithDescription(
                "Both sides read the same record. _links are the actions that this caller may take now, and no others."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<AgreementView>> HandleAsync(
        Guid agreementId,
        IopDbContext db,
        CurrentUser user,
        AgreementDesk desk,
        CancellationToken cancellationToken
    )
    {
        var agreement =
            await Visible(db, agreementId, user.OrganisationId, cancellationToken) ?? throw ProblemException.NotFound();
        return agreement.Tagged(desk.Show(agreement), desk.ViewOf(agreement));
    }
}
