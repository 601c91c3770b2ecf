using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;

namespace IopRegistry.Api.Features.Sessions;

/// <summary>One place where the user is signed in.</summary>
/// <param name="Id">The session.</param>
/// <param name="Kind">A program with tokens, or a browser with a cookie.</param>
/// <param name="Method">How it was signed in.</param>
/// <param name="Client">What the browser or program calls itself.</param>
/// <param name="OrganisationId">The organisation it acts for.</param>
/// <param name="StartedAt">When it was signed in.</param>
/// <param name="LastUsedAt">When it last got a token.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="IsThisOne">True for the session that asks.</param>
/// <param name="Links">What can be done with it.</param>
public sealed record SessionView(
    Guid Id,
    SessionKind Kind,
    SignInMethod Method,
    string Client,
    Guid OrganisationId,
    DateTimeOffset StartedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    bool IsThisOne,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static string Address(Guid sessionId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/me/sessions/{sessionId}");

    internal static SessionView Of(Session session, CurrentUser user, HttpContext http) =>
        new(
            session.Id,
            session.Kind,
            session.Method,
            session.Client,
            session.OrganisationId,
            session.StartedAt,
            session.LastUsedAt,
            session.ExpiresAt,
            session.Id == user.SessionId,
            [
                new Link(Address(session.Id, http), HttpMethods.Get, "self"),
                new Link(Address(session.Id, http), HttpMethods.Delete, "end"),
            ]
        );
}
