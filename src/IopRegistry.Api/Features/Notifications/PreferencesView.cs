using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.Notifications;

namespace IopRegistry.Api.Features.Notifications;

/// <param name="Kind">The kind of message.</param>
/// <param name="Frequency">How often it is mailed.</param>
/// <param name="MayBeOff">False when it is always mailed at once.</param>
public sealed record PreferenceView(NotificationKind Kind, MailFrequency Frequency, bool MayBeOff);

/// <summary>How the caller gets messages.</summary>
/// <param name="Email">Where they are sent; absent when nowhere. Changed at /me.</param>
/// <param name="Language">Their language. Changed at /me.</param>
/// <param name="Choices">How often each kind is mailed. In the service everything is shown at once.</param>
/// <param name="Links">What the caller may do.</param>
public sealed record PreferencesView(
    string? Email,
    string Language,
    IReadOnlyList<PreferenceView> Choices,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static Tagged<PreferencesView> Tagged(User user, HttpContext http)
    {
        var address = Addresses.Absolute(http, $"{HttpSetup.BasePath}/notification-preferences");
        return user.Tagged(
            new PreferencesView(
                user.Email,
                user.Language,
                [
                    .. Enum.GetValues<NotificationKind>()
                        .Select(kind => new PreferenceView(
                            kind,
                            user.FrequencyOf(kind),
                            NotificationKinds.MayBeOff(kind)
                        )),
                ],
                [
                    new(address, HttpMethods.Get, "self"),
                    new(address, HttpMethods.Put, "update"),
                    new($"{address}/unsubscribe-addresses", HttpMethods.Post, "replace-unsubscribe-address"),
                    new(Addresses.Absolute(http, $"{HttpSetup.BasePath}/me"), HttpMethods.Put, "update-me"),
                ]
            )
        );
    }
}
