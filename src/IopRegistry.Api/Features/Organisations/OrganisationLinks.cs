using IopRegistry.Api.Http;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Where a client can go from an organisation.</summary>
internal static class OrganisationLinks
{
    public static IReadOnlyDictionary<string, Link> Of(
        Organisation organisation,
        OrganisationAccess access,
        HttpContext http
    )
    {
        var address = Address(organisation.Id, http);
        var links = new Dictionary<string, Link>(StringComparer.Ordinal);
        Add("self", HttpMethods.Get, "");
        if (access.MayChange)
        {
            Add("update", HttpMethods.Put, "");
            if (organisation.Side == Side.Public)
            {
                Add("add-unit", HttpMethods.Post, "/units");
            }

            Add("add-contact", HttpMethods.Post, "/contacts");
            Add("add-signing-right", HttpMethods.Post, "/signing-rights");
            Add("join-umbrella", HttpMethods.Post, "/umbrella-memberships");
        }

        return links;

        void Add(string rel, string method, string path) => links.Add(rel, new Link(address + path, method, rel));
    }

    public static string Address(Guid organisationId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{organisationId}");

    public static IReadOnlyDictionary<string, Link> Self(Guid organisationId, HttpContext http) =>
        new Dictionary<string, Link>(StringComparer.Ordinal)
        {
            ["self"] = new(Address(organisationId, http), HttpMethods.Get, "self"),
        };
}
