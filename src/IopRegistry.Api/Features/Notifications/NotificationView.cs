using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Notifications;

/// <summary>A message to the caller.</summary>
/// <param name="Id">The notification.</param>
/// <param name="Type">What kind of thing happened: agreement.sign, flag.raised and so on; the same names as webhooks have.</param>
/// <param name="Kind">What preferences are chosen by.</param>
/// <param name="Title">One line, in the reader's language.</param>
/// <param name="Text">One or two sentences, in the reader's language.</param>
/// <param name="AgreementId">The agreement it is about; absent when it is about none.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="ReadAt">When the caller read it; absent while unread.</param>
/// <param name="Links">What the caller may do with it.</param>
public sealed record NotificationView(
    Guid Id,
    string Type,
    NotificationKind Kind,
    string Title,
    string Text,
    Guid? AgreementId,
    DateTimeOffset OccurredAt,
    DateTimeOffset? ReadAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static NotificationView Of(Notification notification, Message message, HttpContext http)
    {
        var language = Languages.Of(http);
        var address = Addresses.Absolute(http, $"{HttpSetup.BasePath}/notifications/{notification.Id}");
        return new(
            notification.Id,
            notification.Type,
            notification.Kind,
            message.Title.In(language),
            message.Text.In(language),
            message.AgreementId,
            notification.OccurredAt,
            notification.ReadAt,
            [
                new(address, HttpMethods.Get, "self"),
                new(address, HttpMethods.Put, notification.ReadAt is null ? "mark-read" : "mark-unread"),
                .. message.AgreementId is { } agreement
                    ?
                    [
                        new Link(
                            Addresses.Absolute(http, $"{HttpSetup.BasePath}/agreements/{agreement}"),
                            HttpMethods.Get,
                            "agreement"
                        ),
                    ]
                    : Array.Empty<Link>(),
            ]
        );
    }

    /// <summary>The texts differ with the language, and nothing else does.</summary>
    internal static Tagged<NotificationView> Tagged(Notification notification, Message message, HttpContext http) =>
        new(Of(notification, message, http), ETags.Of(notification.Version, Languages.Of(http)));
}

internal static class OwnNotifications
{
    /// <summary>The caller's own, for the organisation that the caller acts for.</summary>
    public static IQueryable<Notification> OwnNotificationsOf(this IopDbContext db, CurrentUser user)
    {
        var (id, organisationId) = (user.Id, user.OrganisationId);
        return db.Notifications.Where(n => n.RecipientId == id && n.OrganisationId == organisationId);
    }
}
