using System.Security.Claims;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Identity;

/// <summary>Who is asking, and for which organisation. Scoped; built from the authenticated principal.</summary>
public sealed class CurrentUser(IHttpContextAccessor accessor)
{
    public const string OrganisationClaim = "organisation";

    /// <summary>The machine client that calls; missing where a person does.</summary>
    public const string ClientClaim = "client";

    /// <summary>The mandate by which the user's organisation acts for <see cref="OrganisationId"/>; missing where it needs none.</summary>
    public const string MandateClaim = "mandate";

    /// <summary>Short hash of organisation and permissions: two callers with the same one see the same representation.</summary>
    public const string ViewClaim = "view";

    public const string SessionClaim = "session";

    private ClaimsPrincipal Principal =>
        accessor.HttpContext?.User ?? throw new InvalidOperationException("No request.");

    public Guid Id => Guid.Parse(Principal.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>The one organisation the token acts for.</summary>
    public Guid OrganisationId => Guid.Parse(Principal.FindFirstValue(OrganisationClaim)!);

    /// <summary>The session that the token belongs to; null for a machine and for a token of the console.</summary>
    public Guid? SessionId => Guid.TryParse(Principal.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>The same, where it is not known whether anybody is signed in.</summary>
    public Guid? SessionIfAny =>
        Guid.TryParse(accessor.HttpContext?.User.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>The mandate by which the caller acts; null for the organisation's own people.</summary>
    public Guid? MandateId => Guid.TryParse(Principal.FindFirstValue(MandateClaim), out var id) ? id : null;

    public string View => Principal.FindFirstValue(ViewClaim)!;

    public bool May(string permission) => Principal.HasClaim(Permission.ClaimType, permission);

    public bool IsIn(Role role) => Principal.IsInRole(role.ToString());

    /// <summary>The caller as the domain knows it, at this moment and on this Swedish day.</summary>
    public Actor ActNow(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new Actor(Id, OrganisationId, now, SwedishCalendar.DayOf(now));
    }
}
