using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>Marks many messages as read, or all of them.</summary>
public sealed class MarkNotifications : IEndpoint
{
    private const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/notification-readings", HandleAsync)
            .WithName(nameof(MarkNotifications))
            .WithSummary("Mark many messages as read")
            .WithDescription(
                "Those that are named, or without names all up to a moment, so that what came while you read is not marked "
                    + "unseen. Messages that are not yours, or are read already, are left as they are."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely();

    /// <param name="NotificationIds">These, at most 1000.</param>
    /// <param name="UpTo">Or all that happened until then, it included.</param>
    public sealed record Request(IReadOnlyList<Guid>? NotificationIds = null, DateTimeOffset? UpTo = null)
    {
        internal static Request Example { get; } = new(UpTo: new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero));
    }

    /// <param name="Marked">How many were unread until now.</param>
    public sealed record Response(int Marked);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.NotificationIds)
                .Must(ids => ids!.Count is > 0 and <= Most)
                .When(r => r.NotificationIds is not null)
                .WithText(new($"Ange 1 till {Most} meddelanden.", $"Name 1 to {Most} messages."));
            RuleFor(r => r.UpTo)
                .Must((request, upTo) => upTo is null != request.NotificationIds is null)
                .WithText(
                    new("Ange antingen notificationIds eller upTo.", "Give either notificationIds or upTo, not both.")
                );
        }
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var unread = db.OwnNotificationsOf(user).Where(n => n.ReadAt == null);
        unread =
            request.NotificationIds is { } ids ? unread.Where(n => ids.Contains(n.Id))
            : request.UpTo is { } upTo ? unread.Where(n => n.OccurredAt <= upTo)
            : unread;
        DateTimeOffset? now = user.ActNow(clock).At;
        var marked = await unread.ExecuteUpdateAsync(
            n =>
                n.SetProperty(x => x.ReadAt, now)
                    .SetProperty(x => x.MailDueAt, (DateTimeOffset?)null)
                    .SetProperty(x => x.Version, x => x.Version + 1),
            cancellationToken
        );
        return TypedResults.Ok(new Response(marked));
    }
}
