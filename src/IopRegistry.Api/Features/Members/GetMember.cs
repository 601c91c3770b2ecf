using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Members;

/// <summary>One user of an organisation.</summary>
public sealed class GetMember : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/members/{userId:guid}", HandleAsync)
            .WithName(nameof(GetMember))
            .WithSummary("Read one of the organisation's users")
            .WithDescription("With the days and roles of the latest time there, also of those who have left.")
            .RequirePermission(Permission.ManageMembers)
            .ReadsOne();

    internal static async Task<Tagged<MemberView>> HandleAsync(
        Guid organisationId,
        Guid userId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var member = await db.MemberAsync(organisationId, userId, user, cancellationToken);
        return member.Show(organisationId, user.ActNow(clock).Today, http);
    }
}
