using System.Net;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Messaging;

/// <summary>A mail to one person about the person's own account: a few lines and perhaps a link, as text and as HTML.</summary>
/// <param name="Language">sv or en.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Lines">What it says.</param>
/// <param name="Link">Where to go; null for a mere notice.</param>
internal sealed record Letter(string Language, string Subject, IReadOnlyList<string> Lines, string? Link)
{
    public string Plain => string.Join("\n\n", Link is null ? Lines : [.. Lines, Link]) + "\n";

    public string Html
    {
        get
        {
            var paragraphs = Lines.Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>");
            var link = Link is null ? "" : WebUtility.HtmlEncode(Link);
            return $"<!DOCTYPE html><html lang=\"{Language}\"><head><meta charset=\"utf-8\"></head><body>"
                + string.Concat(paragraphs)
                + (Link is null ? "" : $"<p><a href=\"{link}\">{link}</a></p>")
                + "</body></html>";
        }
    }

    public static Letter Invitation(string language, string organisation, string inviter, string link) =>
        Of(
            language,
            new($"Inbjudan till {organisation}", $"Invitation to {organisation}"),
            link,
            new(
                $"{inviter} bjuder in dig att arbeta med avtalen för {organisation} i IopRegistry.",
                $"{inviter} invites you to work with the agreements of {organisation} in IopRegistry."
            ),
            new("Länken gäller en gång, i sju dagar:", "The link is good once, for seven days:")
        );

    public static Letter NewPassword(string language, string link) =>
        Of(
            language,
            new("Nytt lösenord", "A new password"),
            link,
            new(
                "Någon, förhoppningsvis du, har bett om ett nytt lösenord. Om det inte var du behöver du inte göra något.",
                "Somebody, hopefully you, has asked for a new password. If it was not you, there is nothing to do."
            ),
            new("Länken gäller en gång, i en timme:", "The link is good once, for an hour:")
        );

    public static Letter ConfirmEmail(string language, string link) =>
        Of(
            language,
            new("Bekräfta din e-postadress", "Confirm your e-mail address"),
            link,
            new(
                "Du vill logga in med den här adressen. Bekräfta att den är din.",
                "You want to sign in with this address. Confirm that it is yours."
            ),
            new("Länken gäller en gång, i två dygn:", "The link is good once, for two days:")
        );

    /// <summary>Told to the address that was in use when it happened, so that a thief cannot do it quietly.</summary>
    public static Letter Changed(string language, LocalText what) =>
        Of(
            language,
            new("Din inloggning har ändrats", "Your sign-in has changed"),
            link: null,
            what,
            new(
                "Om det inte var du: begär ett nytt lösenord och avsluta alla sessioner.",
                "If it was not you: ask for a new password and end all sessions."
            )
        );

    private static Letter Of(string language, LocalText subject, string? link, params LocalText[] lines) =>
        new(language, subject.In(language), [.. lines.Select(line => line.In(language))], link);
}
