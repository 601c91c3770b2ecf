using System.Globalization;
using System.Text;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Messaging;

/// <summary>One message of a mail, in the recipient's language.</summary>
internal sealed record MailItem(DateTimeOffset OccurredAt, string Title, string Text);

/// <summary>What a mail says: as plain text and as HTML, and the same in both.</summary>
/// <param name="Language">sv or en.</param>
/// <param name="Items">Oldest first.</param>
/// <param name="Left">How many more there are than are listed.</param>
/// <param name="Address">Where the service is.</param>
/// <param name="Unsubscribe">Where such mail is stopped; null where it cannot be.</param>
internal sealed record MailText(
    string Language,
    IReadOnlyList<MailItem> Items,
    int Left,
    string Address,
    string? Unsubscribe
)
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private int Count => Items.Count + Left;

    public string Subject =>
        Count == 1
            ? Items[0].Title
            : In(new($"Att känna till: {Count} händelser i era partnerskap", $"{Count} events in your partnerships"));

    private string Heading => In(new("Det här har hänt i era partnerskap:", "This has happened in your partnerships:"));

    private string More =>
        In(new($"och {Left} till, som du läser i tjänsten.", $"and {Left} more, which you can read in the service."));

    private string Why =>
        Unsubscribe is null
            ? In(
                new(
                    "Det här är en sista varning om något som ingen har svarat på. Den skickas alltid.",
                    "This is a last warning of something that nobody has answered. It is always sent."
                )
            )
            : In(
                new(
                    "Du får det här för att du arbetar med avtalen. Sluta få sådan e-post:",
                    "You get this because you work with the agreements. Stop such e-mail:"
                )
            );

    public string Plain
    {
        get
        {
            var text = new StringBuilder().Append(Heading).Append("\n\n");
            foreach (var item in Items)
            {
                text.Append("* ").Append(item.Title).Append('\n');
                text.Append("  ").Append(Day(item)).Append(". ").Append(item.Text).Append("\n\n");
            }

            if (Left > 0)
            {
                text.Append("… ").Append(More).Append("\n\n");
            }

            text.Append(Address).Append("\n\n-- \n").Append(Why);
            return (Unsubscribe is null ? text : text.Append('\n').Append(Unsubscribe)).Append('\n').ToString();
        }
    }

    public string Html
    {
        get
        {
            var html = new StringBuilder()
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<!DOCTYPE html><html lang=\"{Language}\"><head><meta charset=\"utf-8\">"
                )
                .Append(CultureInfo.InvariantCulture, $"<title>{Escape(Subject)}</title></head><body>\n")
                .Append(CultureInfo.InvariantCulture, $"<p>{Escape(Heading)}</p>\n<ul>\n");
            foreach (var item in Items)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li><strong>{Escape(item.Title)}</strong><br>")
                    .Append(CultureInfo.InvariantCulture, $"{Escape(Day(item))}. {Escape(item.Text)}</li>\n");
            }

            html.Append("</ul>\n");
            if (Left > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<p>… {Escape(More)}</p>\n");
            }

            html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Escape(Address)}\">{Escape(Address)}</a></p>\n")
                .Append(CultureInfo.InvariantCulture, $"<hr><p>{Escape(Why)}");
            if (Unsubscribe is not null)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $" <a href=\"{Escape(Unsubscribe)}\">{Escape(Unsubscribe)}</a>"
                );
            }

            return html.Append("</p>\n</body></html>\n").ToString();
        }
    }

    private string Day(MailItem item) =>
        SwedishCalendar.DayOf(item.OccurredAt).ToString("d MMMM yyyy", Language is "en" ? British : Swedish);

    private string In(LocalText text) => text.In(Language);

    /// <summary>å ä ö stay as they are: the part is UTF-8.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
