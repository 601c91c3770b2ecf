using System.Net;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Http;

/// <summary>Pages behind links in mails. Two languages on one page: nobody has signed in, so nobody knows which one is wanted.</summary>
internal static class AccountPages
{
    public const string ContentType = "text/html";

    public static ContentHttpResult PasswordForm(LocalText? refusal = null) =>
        Page(
            Refused(refusal)
                + "<form method=\"post\"><p><label>Nytt lösenord, minst 12 tecken / New password, at least 12 characters<br>"
                + "<input name=\"password\" type=\"password\" autocomplete=\"new-password\" minlength=\"12\" maxlength=\"128\" required></label></p>"
                + "<p><button>Spara / Save</button></p></form>",
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity
        );

    public static ContentHttpResult Done() => Page("<p>Klart. Logga in.</p><p lang=\"en\">Done. Sign in.</p>");

    public static ContentHttpResult ConfirmButton(string email) =>
        Page(
            $"<p>Logga in med {WebUtility.HtmlEncode(email)}? / Sign in with that address?</p>"
                + "<form method=\"post\"><button>Bekräfta / Confirm</button></form>"
        );

    /// <summary>What a browser is shown that comes back from an outside provider and is not let in.</summary>
    public static ContentHttpResult NotLetIn(LocalText why, int status) => Page(Refused(why), status);

    private static string Refused(LocalText? refusal) =>
        refusal is null
            ? ""
            : $"<p role=\"alert\">{WebUtility.HtmlEncode(refusal.Sv)}</p><p lang=\"en\">{WebUtility.HtmlEncode(refusal.En)}</p>";

    private static ContentHttpResult Page(string body, int status = StatusCodes.Status200OK) =>
        TypedResults.Content(
            $"<!DOCTYPE html><html lang=\"sv\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>IopRegistry</title></head><body>{body}</body></html>",
            ContentType + "; charset=utf-8",
            statusCode: status
        );
}
