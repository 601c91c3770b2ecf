using System.Net;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>The page behind an invitation.</summary>
internal static class InvitationPage
{
    public static ContentHttpResult Of(
        Invitation invitation,
        InvitedAs invited,
        string organisation,
        LocalText? refusal = null
    ) =>
        HtmlPage.Of(
            $"<h1>{Encoded(organisation)}</h1>"
                + HtmlPage.Refused(refusal)
                + $"<p>Du är inbjuden som {Encoded(invitation.Email)}. / You are invited as {Encoded(invitation.Email)}.</p>"
                + invited switch
                {
                    { User: null } => Form(invitation.Name),
                    { MaySignIn: true } => "<p>Adressen har ett konto. Logga in med det och anta inbjudan där.</p>"
                        + "<p lang=\"en\">The address has an account. Sign in with it and accept the invitation there.</p>",
                    _ => Form(invitation.Name),
                },
            HtmlPage.StatusOf(refusal)
        );

    private static string Form(string name) =>
        "<form method=\"post\"><p><label>Namn / Name<br>"
        + $"<input name=\"name\" autocomplete=\"name\" maxlength=\"{User.NameMaxLength}\" value=\"{Encoded(name)}\" required></label></p>"
        + "<p><label>Lösenord, minst 12 tecken / Password, at least 12 characters<br>"
        + "<input name=\"password\" type=\"password\" autocomplete=\"new-password\" minlength=\"12\" maxlength=\"128\" required></label></p>"
        + "<p><button>Anta inbjudan / Accept</button></p></form>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
