using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace IopRegistry.Api.Features.MachineClients;

/// <summary>What a machine client sends for a token.</summary>
/// <param name="GrantType">client_credentials.</param>
/// <param name="ClientId">The client's id.</param>
/// <param name="ClientSecret">One of its secrets.</param>
/// <param name="Scope">Some of its scopes, with blanks between; all when left out.</param>
public sealed record TokenForm(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret,
    [property: JsonPropertyName("scope")] string? Scope
)
{
    internal const string ContentType = "application/x-www-form-urlencoded";

    private const string ClientCredentials = "client_credentials";

    internal static async Task<(TokenForm? Form, TokenError Fault)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.Headers.Authorization.Count > 0)
        {
            return (null, TokenError.InvalidClient); // one way to sign in, and that is the form
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (null, TokenError.InvalidRequest); // more or longer fields than any client sends
        }

        if (
            !One(form["grant_type"], out var grant)
            || !One(form["client_id"], out var id)
            || !One(form["client_secret"], out var secret)
            || form["scope"].Count > 1
        )
        {
            return (null, TokenError.InvalidRequest);
        }

        return string.Equals(grant, ClientCredentials, StringComparison.Ordinal)
            ? (new TokenForm(grant, id, secret, form["scope"].FirstOrDefault()), TokenError.InvalidRequest)
            : (null, TokenError.UnsupportedGrantType);
    }

    /// <summary>Given once and not empty; what is given twice is refused (RFC 6749 §3.2).</summary>
    private static bool One(StringValues values, out string value)
    {
        value = values.Count == 1 ? values[0] ?? "" : "";
        return value.Length > 0;
    }
}

/// <summary>Why there is no token (RFC 6749 §5.2).</summary>
/// <param name="Error">invalid_request, invalid_client, invalid_scope or unsupported_grant_type.</param>
/// <param name="Description">The same for people.</param>
public sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description
)
{
    internal static TokenError Example => InvalidClient;

    internal static TokenError InvalidRequest { get; } =
        new("invalid_request", "Send grant_type, client_id and client_secret once each, as a form.");

    internal static TokenError InvalidClient { get; } =
        new(
            "invalid_client",
            "Unknown, revoked or expired client or secret; both belong in the form, not in a header."
        );

    internal static TokenError InvalidScope { get; } =
        new("invalid_scope", "The client does not have all of the scopes that were asked for.");

    internal static TokenError UnsupportedGrantType { get; } =
        new("unsupported_grant_type", "Only client_credentials.");
}
