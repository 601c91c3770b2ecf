using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>The caller's messages, latest first.</summary>
public sealed class ListNotifications : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/notifications", HandleAsync)
            .WithName(nameof(ListNotifications))
            .WithSummary("List your messages")
            .WithDescription("Your own, for the organisation you act for, latest first.")
            .RequirePermission(Permission.ReadNotifications);

    /// <param name="Unread">True for those that are unread, false for those that are read.</param>
    /// <param name="Type">Only this type, such as flag.raised.</param>
    /// <param name="Kind">Only this kind.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Messages per page, at most 100.</param>
    public sealed record Request(
        bool? Unread,
        string? Type,
        NotificationKind? Kind,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="Notifications">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<NotificationView> Notifications,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Type).MaximumLength(Message.TypeMaxLength);
    }

    internal static async Task<Ok<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var query = PageQuery.Of(request.Page, request.Limit);
        var own = db.OwnNotificationsOf(user).AsNoTracking();
        own = request.Unread switch
        {
            true => own.Where(n => n.ReadAt == null),
            false => own.Where(n => n.ReadAt != null),
            null => own,
        };
        own = request.Type is { } type ? own.Where(n => n.Type == type) : own;
        own = request.Kind is { } kind ? own.Where(n => n.Kind == kind) : own;
        var (items, meta) = await own.Join(
                db.Messages,
                n => n.MessageId,
                m => m.Id,
                (n, m) => new { Notification = n, Message = m }
            )
            .OrderByDescending(row => row.Notification.OccurredAt)
            .ThenByDescending(row => row.Notification.Id)
            .ToPageAsync(query, cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. items.Select(row => NotificationView.Of(row.Notification, row.Message, http))],
                meta,
                query.Links(http, meta)
            )
        );
    }
}
