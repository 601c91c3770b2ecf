using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Me;

/// <summary>Who the caller is, and for whom.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">The user's name.</param>
/// <param name="OrganisationId">The organisation that the token acts for.</param>
/// <param name="OrganisationName">Its name; absent when it is not registered.</param>
/// <param name="Roles">What the user does for it.</param>
/// <param name="Permissions">What follows from the roles: what operations demand, as x-permission.</param>
/// <param name="Language">sv or en: the language of e-mail. Answers follow Accept-Language.</param>
/// <param name="Email">Where messages are sent; absent when nowhere.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record MeView(
    Guid Id,
    string Name,
    Guid OrganisationId,
    string? OrganisationName,
    IReadOnlyList<Role> Roles,
    IReadOnlyList<string> Permissions,
    string Language,
    string? Email,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static async Task<Tagged<MeView>> ShowAsync(
        User user,
        CurrentUser current,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisationId = current.OrganisationId;
        var organisation = await db
            .Organisations.Where(o => o.Id == organisationId)
            .Select(o => o.Name)
            .SingleOrDefaultAsync(cancellationToken);
        Role[] roles = [.. Enum.GetValues<Role>().Where(current.IsIn)];
        var view = new MeView(
            user.Id,
            user.Name,
            organisationId,
            organisation,
            roles,
            [.. Permission.Of(roles, current.MandateId is not null).Order(StringComparer.Ordinal)],
            user.Language,
            user.Email,
            [
                To(http, "me", HttpMethods.Get, "self"),
                To(http, "me", HttpMethods.Put, "update"),
                To(http, "notification-preferences", HttpMethods.Get, "notification-preferences"),
                To(http, "notifications", HttpMethods.Get, "notifications"),
                To(http, $"organisations/{organisationId}", HttpMethods.Get, "organisation"),
            ]
        );
        return user.Tagged(view, current.View);
    }

    private static Link To(HttpContext http, string path, string method, string rel) =>
        new(Addresses.Absolute(http, $"{HttpSetup.BasePath}/{path}"), method, rel);
}
