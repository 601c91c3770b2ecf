using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;

namespace IopRegistry.Api.Features.SignInMethods;

/// <summary>How the caller can sign in.</summary>
/// <param name="Email">The address that one signs in with.</param>
/// <param name="EmailConfirmed">Whether it has been shown to be the user's.</param>
/// <param name="HasPassword">Whether there is a password.</param>
/// <param name="UsesCodes">Whether a code from an authenticator app is asked for with the password.</param>
/// <param name="RecoveryCodesLeft">How many codes for a lost app are left.</param>
/// <param name="Passkeys">The passkeys, the oldest first.</param>
/// <param name="ExternalLogins">Outside providers that sign in to this account.</param>
/// <param name="Links">What can be changed.</param>
public sealed record SignInMethodsView(
    string Email,
    bool EmailConfirmed,
    bool HasPassword,
    bool UsesCodes,
    int RecoveryCodesLeft,
    IReadOnlyList<PasskeyView> Passkeys,
    IReadOnlyList<ExternalLoginView> ExternalLogins,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
);

/// <param name="Id">The passkey.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="IsBackedUp">Whether it is kept in the cloud, too, and outlives the device.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it last signed in; absent when never.</param>
public sealed record PasskeyView(
    Guid Id,
    string Name,
    bool IsBackedUp,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt
)
{
    internal static PasskeyView Of(Passkey passkey) =>
        new(passkey.Id, passkey.Name, passkey.Credential.IsBackedUp, passkey.CreatedAt, passkey.LastUsedAt);
}

/// <param name="Provider">Which provider.</param>
/// <param name="CreatedAt">When it was linked.</param>
public sealed record ExternalLoginView(string Provider, DateTimeOffset CreatedAt);
