using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Me;

/// <summary>States one's own e-mail address and language.</summary>
public sealed class ChangeMe : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/me", HandleAsync)
            .WithName(nameof(ChangeMe))
            .WithSummary("Change your address and language")
            .WithDescription(
                "Without an address nothing is mailed; messages are still shown. Name and roles are the organisation's to change."
            )
            .RequirePermission(Permission.ReadNotifications)
            .Changes();

    /// <param name="Language">sv or en.</param>
    /// <param name="Email">Where messages are sent; left out for nowhere.</param>
    public sealed record Request(string Language, string? Email = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Language).NotEmpty();
            RuleFor(r => r.Email).MaximumLength(User.EmailMaxLength);
        }
    }

    internal static async Task<Tagged<MeView>> HandleAsync(
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var id = user.Id;
        var me = await db.Users.SingleAsync(u => u.Id == id, cancellationToken);
        ifMatch.Require(me.Version);
        me.ChangeProfile(request.Email, request.Language, user.ActNow(clock).At);
        await db.SaveChangesAsync(cancellationToken);
        return await MeView.ShowAsync(me, user, db, http, cancellationToken);
    }
}
