using System.Net;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Http;

/// <summary>
/// The few pages that the product has itself, behind links in mails. Two languages on one page: nobody has signed in, so
/// nobody knows which one is wanted.
/// </summary>
internal static class HtmlPage
{
    public const string ContentType = "text/html";

    /// <param name="body">HTML; whatever people wrote is encoded by whoever puts it there.</param>
    /// <param name="status">The status of the answer.</param>
    public static ContentHttpResult Of(string body, int status = StatusCodes.Status200OK) =>
        TypedResults.Content(
            $"<!DOCTYPE html><html lang=\"sv\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>IopRegistry</title></head><body>{body}</body></html>",
            ContentType + "; charset=utf-8",
            statusCode: status
        );

    /// <summary>After the form of a page was taken.</summary>
    public static ContentHttpResult Done() => Of("<p>Klart. Logga in.</p><p lang=\"en\">Done. Sign in.</p>");

    /// <summary>Why the form was not taken; nothing where it has not been sent.</summary>
    public static string Refused(LocalText? refusal) =>
        refusal is null
            ? ""
            : $"<p role=\"alert\">{WebUtility.HtmlEncode(refusal.Sv)}</p><p lang=\"en\">{WebUtility.HtmlEncode(refusal.En)}</p>";

    /// <summary>What a page with a form answers, asked for or refused.</summary>
    public static int StatusOf(LocalText? refusal) =>
        refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
