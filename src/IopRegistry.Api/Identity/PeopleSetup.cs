using IopRegistry.Api.Http;
using IopRegistry.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace IopRegistry.Api.Identity;

/// <summary>ASP.NET Core Identity over the product's accounts, and what sessions of browsers need.</summary>
internal static class PeopleSetup
{
    public const string CsrfHeader = "X-CSRF-Token";

    /// <summary>PBKDF2 with HMAC-SHA-512, as often as OWASP recommends.</summary>
    public static PasswordHasherOptions Hashing { get; } = new() { IterationCount = 210_000 };

    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = Hashing.IterationCount);
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.UserVerificationRequirement = "required"; // a passkey is two factors in one: the thing and the finger
            passkeys.ResidentKeyRequirement = "required"; // so that it signs in without an address
            passkeys.ServerDomain = Uri.TryCreate(
                configuration[Addresses.PublicAddressKey],
                UriKind.Absolute,
                out var to
            )
                ? to.Host
                : null;
        });
        services.AddScoped<Accounts>();
        services.AddScoped<SignIns>();
        services.AddScoped<SessionDesk>();
        services.AddScoped<PasskeyQuestions>();
        services.AddExternalSignIn(configuration);
        services.AddScoped<MailedLinks>();
        services.AddAntiforgery(csrf =>
        {
            csrf.HeaderName = CsrfHeader;
            csrf.Cookie.Name = "iop-csrf";
            csrf.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // Always would refuse a developer's http://localhost
            csrf.Cookie.SameSite = SameSiteMode.Strict;
            csrf.SuppressXFrameOptionsHeader = true; // the content security policy says it for all answers
        });
        return services;
    }
}

/// <summary>
/// A browser sends its cookie wherever a page tells it to, so a change by cookie also has to carry what only our own pages
/// can know. Callers with a header cannot be tricked and need nothing.
/// </summary>
internal sealed class CsrfGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (
            string.Equals(
                context.User.Identity?.AuthenticationType,
                SessionCookie.AuthenticationType,
                StringComparison.Ordinal
            )
            && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null // what needs no cookie gains nothing by it
            && !HttpMethods.IsGet(method)
            && !HttpMethods.IsHead(method)
            && !HttpMethods.IsOptions(method)
            && !await antiforgery.IsRequestValidAsync(context)
        )
        {
            throw new ProblemException(ProblemKinds.CsrfTokenMissing);
        }

        await next(context);
    }
}
