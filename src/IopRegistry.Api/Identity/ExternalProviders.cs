using IopRegistry.Api.Hosting;

namespace IopRegistry.Api.Identity;

/// <summary>
/// An outside OpenID Connect provider, as configuration section ExternalSignIn:{name} states it. The endpoints are stated and
/// not discovered, so that a start needs nobody else and nobody else can change them.
/// </summary>
/// <param name="Name">Part of addresses: lower-case letters, digits and hyphens.</param>
/// <param name="DisplayName">What people call it.</param>
internal sealed record ExternalProvider(
    string Name,
    string DisplayName,
    string ClientId,
    string ClientSecret,
    Uri AuthorizationEndpoint,
    Uri TokenEndpoint,
    Uri UserInfoEndpoint
)
{
    public const string Section = "ExternalSignIn";

    /// <exception cref="StartupException">When something is missing or would go unencrypted.</exception>
    public static IReadOnlyList<ExternalProvider> From(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(Read)];

    private static ExternalProvider Read(IConfigurationSection section)
    {
        var name = section.Key.ToLowerInvariant();
        if (name.Length > 60 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
        {
            throw Wrong(section, "a name of letters, digits and hyphens");
        }

        return new ExternalProvider(
            name,
            section["DisplayName"] ?? section.Key,
            Required(section, "ClientId"),
            Required(section, "ClientSecret"),
            Endpoint(section, "AuthorizationEndpoint"),
            Endpoint(section, "TokenEndpoint"),
            Endpoint(section, "UserInfoEndpoint")
        );
    }

    private static string Required(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value ? value : throw Wrong(section, key);

    private static Uri Endpoint(IConfigurationSection section, string key) =>
        Uri.TryCreate(Required(section, key), UriKind.Absolute, out var address)
        && (
            string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            || (address.IsLoopback && string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal))
        )
            ? address
            : throw Wrong(section, $"{key} as an https address");

    private static StartupException Wrong(IConfigurationSection section, string what) =>
        new(ExitCode.Configuration, $"{section.Path} needs {what}.");
}
