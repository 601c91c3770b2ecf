using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.Trail;

namespace IopRegistry.Api.Features.Trail;

/// <summary>Whether the trail is whole, worked out anew from every entry.</summary>
public sealed class GetTrailVerification : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}/trail/verification", HandleAsync)
            .WithName(nameof(GetTrailVerification))
            .WithSummary("Verify the trail")
            .WithDescription(
                "Works out every hash anew and follows every link from the first entry to the end. Where one is broken, the "
                    + "first is named. All trails are verified every night as well."
            )
            .RequirePermission(Permission.ReadTrail)
            .ReadsOne();

    /// <param name="EntryNumber">The entry where the trail is broken.</param>
    /// <param name="Kind">What is wrong with it.</param>
    /// <param name="Text">The same in words.</param>
    public sealed record BrokenLink(int EntryNumber, TrailFaultKind Kind, string Text);

    /// <param name="IsWhole">True when no entry has been changed or removed.</param>
    /// <param name="Broken">The first broken link; absent when there is none.</param>
    public sealed record Response(bool IsWhole, BrokenLink? Broken);

    internal static async Task<Response> HandleAsync(
        Guid agreementId,
        AgreementDesk desk,
        IopDbContext db,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        await desk.ReadAsync(agreementId, cancellationToken);
        var fault = await new TrailVerifier(db).VerifyAsync(agreementId, cancellationToken);
        return new Response(
            fault is null,
            fault is null ? null : new BrokenLink(fault.Number, fault.Kind, fault.Text.In(Languages.Of(context)))
        );
    }
}
