using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using IopRegistry.Api.Http;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>
/// Signing in with an outside provider: code flow with PKCE by the framework's OAuth handler, and who it is from the userinfo
/// endpoint. The provider's own name for the person decides, never an e-mail address: whoever controls an address at some
/// provider must not get the account that has the same one here.
/// </summary>
internal static class ExternalSignIn
{
    private const string LinkToKey = "link-to";
    private const string SessionKey = "session";
    private const string CookieNone = "none";

    private static readonly LocalText NotLinked = new(
        "Inloggningen är inte kopplad till något konto. Logga in på annat sätt och koppla den under dina inloggningssätt.",
        "The sign-in is not linked to an account. Sign in another way and link it among your sign-in methods."
    );

    private static readonly LocalText Told = new(
        "En yttre inloggning har kopplats till ditt konto i IopRegistry.",
        "An outside sign-in has been linked to your account in IopRegistry."
    );

    private static readonly LocalText Failed = new(
        "Inloggningen hos den andra tjänsten avbröts eller stämde inte. Försök igen.",
        "The sign-in at the other service was cancelled or did not fit. Try again."
    );

    public static string CallbackPath(string provider) => $"{HttpSetup.BasePath}/external-sign-ins/{provider}/callback";

    public static void AddExternalSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        var providers = ExternalProvider.From(configuration);
        services.AddSingleton(providers);
        var authentication = new AuthenticationBuilder(services);
        foreach (var provider in providers)
        {
            authentication.AddOAuth(
                provider.Name,
                provider.DisplayName,
                oauth =>
                {
                    oauth.AuthorizationEndpoint = provider.AuthorizationEndpoint.AbsoluteUri;
                    oauth.TokenEndpoint = provider.TokenEndpoint.AbsoluteUri;
                    oauth.UserInformationEndpoint = provider.UserInfoEndpoint.AbsoluteUri;
                    oauth.ClientId = provider.ClientId;
                    oauth.ClientSecret = provider.ClientSecret;
                    oauth.CallbackPath = CallbackPath(provider.Name);
                    oauth.UsePkce = true;
                    oauth.Scope.Add("openid");
                    oauth.SignInScheme = CookieNone; // the session below is the only sign-in there is
                    oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;
                    oauth.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "sub");
                    oauth.Events.OnCreatingTicket = ReadUserAsync;
                    oauth.Events.OnTicketReceived = ReceiveAsync;
                    oauth.Events.OnRemoteFailure = RefuseAsync;
                }
            );
        }
    }

    /// <param name="returnTo">Where the browser goes afterwards.</param>
    /// <param name="linkTo">The account to link to; null to sign in.</param>
    /// <param name="session">The session in which it was asked for; when it has ended, nothing is linked.</param>
    public static AuthenticationProperties Properties(string returnTo, Guid? linkTo, Guid? session)
    {
        var properties = new AuthenticationProperties { RedirectUri = returnTo };
        if (linkTo is { } account)
        {
            properties.Items[LinkToKey] = account.ToString(); // encrypted on its way, like the rest of the state
            properties.Items[SessionKey] = session.ToString();
        }

        return properties;
    }

    private static async Task ReadUserAsync(OAuthCreatingTicketContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var user = JsonDocument.Parse(
            await response.Content.ReadAsByteArrayAsync(context.HttpContext.RequestAborted)
        );
        context.RunClaimActions(user.RootElement);
    }

    private static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var subject = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        if (subject is not { Length: > 0 and <= ExternalLogin.SubjectMaxLength })
        {
            await EndAsync(context, AccountPages.NotLetIn(Failed, StatusCodes.Status401Unauthorized));
            return;
        }

        var db = http.RequestServices.GetRequiredService<IopDbContext>();
        var provider = context.Scheme.Name;
        var login = await db
            .ExternalLogins.AsNoTracking()
            .SingleOrDefaultAsync(l => l.Provider == provider && l.Subject == subject, http.RequestAborted);
        if (context.Properties?.Items.TryGetValue(LinkToKey, out var linkTo) == true)
        {
            var account = Guid.Parse(linkTo!);
            var session = Guid.Parse(context.Properties.Items[SessionKey]!);
            if (!await db.Sessions.AnyAsync(s => s.Id == session && s.EndedAt == null, http.RequestAborted))
            {
                await EndAsync(context, AccountPages.NotLetIn(Failed, StatusCodes.Status401Unauthorized));
                return;
            }

            if (login is not null && login.AccountId != account)
            {
                await EndAsync(
                    context,
                    AccountPages.NotLetIn(AccountRules.LoginTaken.Detail, StatusCodes.Status409Conflict)
                );
                return;
            }

            await LinkAsync(http, login, provider, subject, account);
        }
        else if (login is null)
        {
            await EndAsync(context, AccountPages.NotLetIn(NotLinked, StatusCodes.Status403Forbidden));
            return;
        }
        else
        {
            await http
                .RequestServices.GetRequiredService<SessionDesk>()
                .OpenAsync(login.AccountId, SignInMethod.External, cookie: true, null, http.RequestAborted);
        }

        http.Response.Redirect(context.ReturnUri ?? "/");
        context.HandleResponse();
    }

    private static async Task LinkAsync(
        HttpContext http,
        ExternalLogin? login,
        string provider,
        string subject,
        Guid accountId
    )
    {
        if (login is not null)
        {
            return; // linked before, to the same account
        }

        var db = http.RequestServices.GetRequiredService<IopDbContext>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        db.Add(
            new ExternalLogin
            {
                Provider = provider,
                Subject = subject,
                AccountId = accountId,
                CreatedAt = now,
            }
        );
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, http.RequestAborted);
        Accounts.Changed(account);
        var language = await db
            .Users.Where(u => u.Id == accountId)
            .Select(u => u.Language)
            .SingleAsync(http.RequestAborted);
        http.RequestServices.GetRequiredService<AccountMail>()
            .Write(accountId, account.Email, Letter.Changed(language, Told));
        await db.SaveChangesAsync(http.RequestAborted);
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        var page = AccountPages.NotLetIn(Failed, StatusCodes.Status401Unauthorized);
        context.HandleResponse();
        return page.ExecuteAsync(context.HttpContext);
    }

    private static Task EndAsync(TicketReceivedContext context, ContentHttpResult page)
    {
        context.HandleResponse();
        return page.ExecuteAsync(context.HttpContext);
    }
}
