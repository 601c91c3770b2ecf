using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>Where the parts of the public register are, as the outside sees them.</summary>
internal static class RegisterAddresses
{
    public static string Agreements(HttpContext http) => Of(http, "agreements");

    public static string Dataset(HttpContext http) => Of(http, "dataset");

    public static string Catalogue(HttpContext http) => Of(http, "catalogue");

    public static string Download(HttpContext http, RegisterFormat format) =>
        Of(http, "download?format=" + CamelCaseEnumConverter.NameOf(format));

    private static string Of(HttpContext http, string part) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/public-register/{part}");
}

/// <summary>What the whole register is downloaded as.</summary>
public enum RegisterFormat
{
    /// <summary>One JSON object on each line, the same as of one agreement.</summary>
    JsonLines,

    /// <summary>A table for a spreadsheet.</summary>
    Csv,
}
