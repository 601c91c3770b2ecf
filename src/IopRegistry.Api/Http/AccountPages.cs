using System.Net;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Http;

/// <summary>Pages about one's own account.</summary>
internal static class AccountPages
{
    public static ContentHttpResult PasswordForm(LocalText? refusal = null) =>
        HtmlPage.Of(
            HtmlPage.Refused(refusal)
                + "<form method=\"post\"><p><label>Nytt lösenord, minst 12 tecken / New password, at least 12 characters<br>"
                + "<input name=\"password\" type=\"password\" autocomplete=\"new-password\" minlength=\"12\" maxlength=\"128\" required></label></p>"
                + "<p><button>Spara / Save</button></p></form>",
            HtmlPage.StatusOf(refusal)
        );

    public static ContentHttpResult ConfirmButton(string email) =>
        HtmlPage.Of(
            $"<p>Logga in med {WebUtility.HtmlEncode(email)}? / Sign in with that address?</p>"
                + "<form method=\"post\"><button>Bekräfta / Confirm</button></form>"
        );

    /// <summary>What a browser is shown that comes back from an outside provider and is not let in.</summary>
    public static ContentHttpResult NotLetIn(LocalText why, int status) => HtmlPage.Of(HtmlPage.Refused(why), status);
}
