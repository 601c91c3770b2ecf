using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.Portfolio;

internal static class PortfolioLinks
{
    /// <summary>The portfolio's parts, with the same filters.</summary>
    public static IReadOnlyList<Link> Of(HttpContext http)
    {
        var address = Addresses.Absolute(http, HttpSetup.BasePath + "/portfolio");
        return
        [
            new(address + http.Request.QueryString.ToUriComponent(), HttpMethods.Get, "self"),
            .. Enum.GetValues<PortfolioConcern>()
                .Select(concern => CamelCaseEnumConverter.NameOf(concern))
                .Select(concern => new Link($"{address}/agreements?concern={concern}", HttpMethods.Get, concern)),
            new($"{address}/months", HttpMethods.Get, "months"),
        ];
    }
}
