using IopRegistry.Api.Http;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Where a client can go from an organisation.</summary>
internal static class OrganisationLinks
{
    public static IReadOnlyList<Link> Of(Organisation organisation, OrganisationAccess access, HttpContext http)
    {
        var address = Address(organisation.Id, http);
        List<Link> links = [];
        var isPublic = organisation.Side == Side.Public;
        Add("self", HttpMethods.Get, "");
        if (isPublic)
        {
            Add("board-meetings", HttpMethods.Get, "/board-meetings");
            Add("renewal-settings", HttpMethods.Get, "/renewal-settings");
        }

        if (access.MayChange)
        {
            Add("update", HttpMethods.Put, "");
            if (isPublic)
            {
                Add("add-unit", HttpMethods.Post, "/units");
                Add("add-board-meeting", HttpMethods.Post, "/board-meetings");
                Add("adopt-meeting-plan", HttpMethods.Post, "/meeting-plans");
                Add("set-renewal-settings", HttpMethods.Put, "/renewal-settings");
            }

            Add("add-contact", HttpMethods.Post, "/contacts");
            Add("add-signing-right", HttpMethods.Post, "/signing-rights");
            Add("join-umbrella", HttpMethods.Post, "/umbrella-memberships");
        }

        return links;

        void Add(string rel, string method, string path) => links.Add(new(address + path, method, rel));
    }

    public static string Address(Guid organisationId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{organisationId}");

    public static IReadOnlyList<Link> Self(Guid organisationId, HttpContext http) =>
        [new(Address(organisationId, http), HttpMethods.Get, "self")];
}
