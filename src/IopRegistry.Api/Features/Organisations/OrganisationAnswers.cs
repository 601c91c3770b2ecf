using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.Organisations;

internal static class OrganisationAnswers
{
    public static Tagged<OrganisationView> Tagged(this Opened opened, HttpContext http) =>
        opened.Organisation.Tagged(OrganisationView.Of(opened, http), opened.Access.View);

    /// <param name="opened">The organisation.</param>
    /// <param name="part">Which part was made, as in its address: units/….</param>
    /// <param name="http">The request.</param>
    public static TaggedCreated<OrganisationView> Created(this Opened opened, string part, HttpContext http) =>
        opened.Organisation.Created(
            $"{OrganisationLinks.Address(opened.Organisation.Id, http)}/{part}",
            OrganisationView.Of(opened, http),
            opened.Access.View
        );
}
