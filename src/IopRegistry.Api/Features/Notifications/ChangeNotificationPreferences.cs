using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>Chooses how often messages are mailed.</summary>
public sealed class ChangeNotificationPreferences : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/notification-preferences", HandleAsync)
            .WithName(nameof(ChangeNotificationPreferences))
            .WithSummary("Choose how you get messages")
            .WithDescription(
                "Kinds that are not named stay as they are. Escalations are the last warning: they are always mailed at once. "
                    + "What waits to be mailed follows the new choice."
            )
            .RequirePermission(Permission.ReadNotifications)
            .Changes();

    /// <param name="Choices">How often each kind is mailed.</param>
    public sealed record Request(IReadOnlyList<MailChoice> Choices);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Choices).NotEmpty();
    }

    internal static Task<Tagged<PreferencesView>> HandleAsync(
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        db.TogetherAsync(
            async token =>
            {
                var id = user.Id;
                var me = await db.Users.SingleAsync(u => u.Id == id, token);
                ifMatch.Require(me.Version);
                me.ChooseMail(request.Choices, user.ActNow(clock).At);
                await db.SaveChangesAsync(token);
                await db.RescheduleMailAsync(me, clock.GetUtcNow(), token);
                return PreferencesView.Tagged(me, http);
            },
            cancellationToken
        );
}
