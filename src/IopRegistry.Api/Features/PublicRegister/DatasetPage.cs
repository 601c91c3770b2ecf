using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using IopRegistry.Api.Http;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The data set's page as HTML: headings, text and links, which every browser and screen reader can show.</summary>
internal static class DatasetPage
{
    private static readonly LocalText Heading = new("Om datamängden", "About the data set");
    private static readonly LocalText Records = new("Avtal", "Agreements");
    private static readonly LocalText Updated = new("Senast ändrad", "Last changed");
    private static readonly LocalText Publisher = new("Ansvarig", "Publisher");
    private static readonly LocalText Contact = new("Frågor", "Questions");
    private static readonly LocalText License = new("Licens", "Licence");
    private static readonly LocalText GetIt = new("Hämta", "Get it");

    private static readonly Dictionary<string, LocalText> Rels = new(StringComparer.Ordinal)
    {
        ["search"] = new("Sök i registret (JSON)", "Search the register (JSON)"),
        ["json-lines"] = new("Allt, en rad JSON per avtal", "All of it, a line of JSON for each agreement"),
        ["csv"] = new("Allt, som tabell (CSV)", "All of it, as a table (CSV)"),
        ["dcat"] = new("Beskrivning för datakataloger (DCAT-AP-SE)", "Entry for data catalogues (DCAT-AP-SE)"),
    };

    public static string Write(
        int records,
        DateTimeOffset? updatedAt,
        string publisher,
        string contactEmail,
        IReadOnlyList<Link> links
    )
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<title>{Text(DatasetDescription.Title.Sv)}</title>\n</head>\n<body>\n<main>\n"
        );
        foreach (var language in (string[])[Languages.Swedish, Languages.English])
        {
            page.Append(CultureInfo.InvariantCulture, $"<section lang=\"{language}\">\n");
            page.Append(
                CultureInfo.InvariantCulture,
                $"<h1>{In(DatasetDescription.Title)}</h1>\n<p>{In(DatasetDescription.Text)}</p>\n"
            );
            page.Append(CultureInfo.InvariantCulture, $"<h2>{In(Heading)}</h2>\n<dl>\n");
            Row(Records, records.ToString(CultureInfo.InvariantCulture));
            Row(Updated, updatedAt is { } at ? $"{SwedishCalendar.DayOf(at):yyyy-MM-dd}" : "–");
            Row(Publisher, publisher);
            Row(Contact, contactEmail);
            Row(License, "CC0 1.0");
            page.Append(CultureInfo.InvariantCulture, $"</dl>\n<h2>{In(GetIt)}</h2>\n<ul>\n");
            foreach (var link in links.Where(link => Rels.ContainsKey(link.Rel)))
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<li><a href=\"{Text(link.Href)}\">{In(Rels[link.Rel])}</a></li>\n"
                );
            }

            page.Append("</ul>\n</section>\n");

            string In(LocalText text) => Text(text.In(language));

            void Row(LocalText name, string value) =>
                page.Append(CultureInfo.InvariantCulture, $"<dt>{In(name)}</dt><dd>{Text(value)}</dd>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
