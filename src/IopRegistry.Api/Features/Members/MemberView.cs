using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;

namespace IopRegistry.Api.Features.Members;

/// <summary>A user of the organisation.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Email">Where the person gets messages; absent when nowhere.</param>
/// <param name="Roles">What the person does for the organisation.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; absent while it goes on.</param>
/// <param name="State">Whether it has begun or is over.</param>
/// <param name="Links">What may be done.</param>
public sealed record MemberView(
    Guid UserId,
    string Name,
    string? Email,
    IReadOnlyList<Role> Roles,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    MembershipState State,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static MemberView Of(User member, Guid organisationId, DateOnly today, HttpContext http)
    {
        var membership = member.MembershipIn(organisationId)!;
        var state = membership.StateOn(today);
        var address = Address(organisationId, member.Id, http);
        List<Link> links = [new(address, HttpMethods.Get, "self")];
        if (state != MembershipState.Ended)
        {
            links.Add(new(address, HttpMethods.Put, "change"));
            links.Add(new(address + "/open-matters", HttpMethods.Get, "open-matters"));
            links.Add(new(address + "/departures", HttpMethods.Post, "departures"));
        }

        return new(
            member.Id,
            member.Name,
            member.Email,
            membership.Roles,
            membership.ValidFrom,
            membership.ValidTo,
            state,
            links
        );
    }

    internal static string Address(Guid organisationId, Guid userId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{organisationId}/members/{userId}");
}

internal static class MemberAnswers
{
    /// <summary>What is shown depends on the day, too.</summary>
    public static string ViewOn(DateOnly today) =>
        today.DayNumber.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    public static Tagged<MemberView> Show(this User member, Guid organisationId, DateOnly today, HttpContext http) =>
        member.Tagged(MemberView.Of(member, organisationId, today, http), ViewOn(today));
}
