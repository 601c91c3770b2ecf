using IopRegistry.Api.Http;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>One agreement of the public register.</summary>
public sealed class GetPublicAgreement : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/agreements/{agreementId:guid}", HandleAsync)
            .WithName(nameof(GetPublicAgreement))
            .WithSummary("Read an agreement of the public register")
            .WithDescription(
                "Open to everybody. A field that is withheld names its legal ground. An agreement that is not signed is not found."
            )
            .AllowAnonymous()
            .ReadsOne();

    internal static async Task<PublicAnswer<PublicAgreementView>> HandleAsync(
        Guid agreementId,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var entry =
            await db
                .PublicAgreements.AsNoTracking()
                .SingleOrDefaultAsync(a => a.AgreementId == agreementId, cancellationToken)
            ?? throw ProblemException.NotFound();
        return new PublicAnswer<PublicAgreementView>(
            PublicAgreementView.Of(entry, Languages.Of(http), RegisterAddresses.Agreements(http)),
            entry.UpdatedAt
        );
    }
}
