using Microsoft.AspNetCore.Authentication;

namespace IopRegistry.Api.Identity;

internal static class Authentication
{
    /// <summary>
    /// AddAuthentication without its data protection: opaque tokens need no keys, and it would write some to the home folder
    /// of whoever starts the product.
    /// </summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options => options.DefaultScheme = BearerTokens.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerTokens>(
            BearerTokens.SchemeName,
            null
        );
        return services;
    }
}
