using System.Globalization;
using System.Reflection;
using System.Text;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Exports;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using IopRegistry.Trail;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.Trail;

/// <summary>A trail written page by page, so that its length costs no memory. In Swedish: it is a document, not an answer.</summary>
public sealed class TrailDocument(Agreement agreement, IopDbContext db) : IResult, IEndpointMetadataProvider
{
    private const string Plain = "text/plain";
    private const string Csv = "text/csv";
    private const int EntriesAtOnce = 200;

    private static readonly string[] Heading =
    [
        "Nummer",
        "Tidpunkt",
        "Vem",
        "Roller",
        "Organisation",
        "Part",
        "Vad",
        "Utfall",
        "Skäl till nekande",
        "Ändringar",
        "Klient",
        "Spårnings-id",
        "Hash",
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var type =
            Negotiation.Best(httpContext.Request, Plain, Csv) ?? throw new ProblemException(ProblemKinds.NotAcceptable);
        var isTable = type is Csv;
        var response = httpContext.Response;
        var stop = httpContext.RequestAborted;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        response.Headers.ContentLanguage = Languages.Swedish;
        response.Headers.ContentDisposition =
            $"attachment; filename=spar-{agreement.Reference}.{(isTable ? "csv" : "txt")}";
        response.ContentType = type + "; charset=utf-8";
        await response.Body.WriteAsync(isTable ? CsvTable.Write([Heading]) : Title(), stop);
        var number = 0;
        while (true)
        {
            var page = await db
                .TrailEntries.AsNoTracking()
                .Where(entry => entry.AgreementId == agreement.Id && entry.Number > number)
                .OrderBy(entry => entry.Number)
                .Take(EntriesAtOnce)
                .ToListAsync(stop);
            var names = await db.NamesAsync(agreement, page, stop);
            await response.Body.WriteAsync(
                isTable
                    ? CsvTable.WriteMore(page.Select(entry => Cells(entry, names(entry))))
                    : Encoding.UTF8.GetBytes(string.Concat(page.Select(entry => Paragraph(entry, names(entry))))),
                stop
            );
            if (page.Count < EntriesAtOnce)
            {
                return;
            }

            number = page[^1].Number;
        }
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [Plain, Csv]));

    private byte[] Title() =>
        Encoding.UTF8.GetBytes(
            $"Spår för {agreement.Reference} {OnOneLine(agreement.Description.Title)}\n"
                + "Allt som har gjorts och allt som har nekats, äldst först. Tider är svensk tid.\n"
        );

    private static string Paragraph(TrailEntry entry, TrailNames names)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{entry.Number}. {OnOneLine(TrailSentence.Of(entry, names).Sv)}\n"
        );
        foreach (var line in TrailSentence.Lines(entry))
        {
            text.Append(CultureInfo.InvariantCulture, $"   {line}\n");
        }

        return text.ToString();
    }

    private static IReadOnlyList<string?> Cells(TrailEntry entry, TrailNames names) =>
        [
            entry.Number.ToString(CultureInfo.InvariantCulture),
            TimeZoneInfo
                .ConvertTime(entry.OccurredAt, SwedishCalendar.Zone)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            names.User,
            entry.Roles,
            names.Organisation,
            names.Party,
            TrailSentence.Of(entry, names).Sv,
            entry.Outcome == TrailOutcome.Done ? "gjort" : "nekat",
            entry.RefusalCode,
            string.Join("\n", TrailSentence.Lines(entry)),
            entry.Client,
            entry.TraceId,
            entry.Hash,
        ];

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");
}
