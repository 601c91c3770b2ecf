namespace IopRegistry.Api.Identity;

/// <summary>
/// The cookie of a browser's session: an access token that scripts cannot read, other sites cannot send and only this host
/// gets, for the length of a working day.
/// </summary>
internal static class SessionCookie
{
    /// <summary>The prefix makes browsers demand HTTPS, the root path and no domain.</summary>
    public const string Name = "__Host-iop-session";

    /// <summary>Tells a caller by cookie from one by header; only the first can be tricked by another site.</summary>
    public const string AuthenticationType = "Cookie";

    public static void Set(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name, token, Options());

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options());

    // Without an age of its own: it ends with the browser, and at the latest with its session.
    private static CookieOptions Options() =>
        new()
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax, // the return from an outside provider is a link from another site
            Path = "/",
            IsEssential = true,
        };
}
