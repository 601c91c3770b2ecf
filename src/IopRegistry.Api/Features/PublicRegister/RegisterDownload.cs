using System.Globalization;
using System.Reflection;
using System.Text.Json;
using IopRegistry.Api.Http;
using IopRegistry.Exports;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>
/// The register written while it is read: a page of rows is in memory at a time, however many there are. Its ETag says how
/// much there is and how new it is, so that who has it already gets 304 and nothing is read.
/// </summary>
public sealed class RegisterDownload : IResult, IEndpointMetadataProvider
{
    private const int PageSize = 500;
    private const string JsonLines = "application/jsonl";
    private const string Csv = "text/csv";

    private readonly IopDbContext _db;
    private readonly RegisterFormat _format;
    private readonly DatasetDescription.Extent _extent;

    internal RegisterDownload(IopDbContext db, RegisterFormat format, DatasetDescription.Extent extent) =>
        (_db, _format, _extent) = (db, format, extent);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var language = Languages.Of(httpContext);
        PublicCaching.Allow(httpContext);
        var etag = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{_extent.Records:x}-{_extent.UpdatedAt?.UtcTicks ?? 0:x}-{PublicationPolicy.RulesVersion}-{_format}-{language}\""
        );
        response.Headers.ETag = etag;
        if (_extent.UpdatedAt is { } updatedAt)
        {
            response.GetTypedHeaders().LastModified = updatedAt;
        }

        if (
            EntityTagHeaderValue.TryParseList(httpContext.Request.Headers.IfNoneMatch, out var known)
            && known.Any(tag => tag.Tag.Equals(etag, StringComparison.Ordinal))
        )
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isCsv = _format == RegisterFormat.Csv;
        response.ContentType = isCsv ? Csv + "; charset=utf-8" : JsonLines;
        response.Headers.ContentDisposition = $"attachment; filename=\"iop-register.{(isCsv ? "csv" : "jsonl")}\"";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await WriteAsync(response, isCsv, language, RegisterAddresses.Agreements(httpContext));
    }

    private async Task WriteAsync(HttpResponse response, bool isCsv, string language, string address)
    {
        var cancelled = response.HttpContext.RequestAborted;
        if (isCsv)
        {
            await response.Body.WriteAsync(CsvTable.Write([RegisterTable.Heading(language)]), cancelled);
        }

        var after = Guid.Empty;
        while (true)
        {
            var page = await _db
                .PublicAgreements.AsNoTracking()
                .Where(a => a.AgreementId > after)
                .OrderBy(a => a.AgreementId)
                .Take(PageSize)
                .ToListAsync(cancelled);
            if (isCsv)
            {
                await response.Body.WriteAsync(CsvTable.WriteMore(page.Select(RegisterTable.Cells)), cancelled);
            }
            else
            {
                foreach (var entry in page)
                {
                    var line = JsonSerializer.SerializeToUtf8Bytes(
                        PublicAgreementView.Of(entry, language, address),
                        StrictJson.Options
                    );
                    await response.Body.WriteAsync(line, cancelled);
                    await response.Body.WriteAsync("\n"u8.ToArray(), cancelled);
                }
            }

            if (page.Count < PageSize)
            {
                return;
            }

            await response.Body.FlushAsync(cancelled);
            after = page[^1].AgreementId;
        }
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AnswersWithETag());
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [JsonLines, Csv])
        );
    }
}

/// <summary>The register as a table: what most readers want, a withheld cell says so.</summary>
internal static class RegisterTable
{
    private static readonly (string Sv, string En)[] Columns =
    [
        ("Id", "Id"),
        ("Beteckning", "Reference"),
        ("Status", "State"),
        ("Titel", "Title"),
        ("Offentliga parter", "Public parties"),
        ("Idéburna parter", "Civil parties"),
        ("Kommunkod", "Municipality code"),
        ("Första dag", "First day"),
        ("Sista dag", "Last day"),
        ("Avtalsvärde", "Contract value"),
        ("Diarienummer", "Registry numbers"),
        ("Syfte", "Purpose"),
        ("Målgrupp", "Target group"),
        ("Undanhållet", "Withheld"),
        ("Ändrad", "Changed"),
    ];

    public static IReadOnlyList<string?> Heading(string language) =>
        [
            .. Columns.Select(column =>
                string.Equals(language, Languages.English, StringComparison.Ordinal) ? column.En : column.Sv
            ),
        ];

    public static IReadOnlyList<string?> Cells(PublicAgreement entry)
    {
        var shown = entry.Contents;
        return
        [
            entry.AgreementId.ToString(),
            entry.Reference,
            CamelCaseEnumConverter.NameOf(entry.State),
            shown.Title,
            Parties(shown, Side.Public),
            Parties(shown, Side.Civil),
            shown.Municipality is { } codes ? string.Join(", ", codes) : null,
            shown.Term?.Start?.ToString(),
            shown.Term?.EndsOn is { } end ? end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            shown.Financing?.ContractValue.Amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','),
            shown.Decisions is { } decisions ? string.Join(", ", decisions.RegistryNumbers) : null,
            shown.Purpose,
            shown.TargetGroup,
            string.Join(", ", shown.Withheld.Select(w => $"{CamelCaseEnumConverter.NameOf(w.Field)} ({w.Ground})")),
            entry.UpdatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ];
    }

    private static string? Parties(PublicContents shown, Side side) =>
        shown.Parties is { } parties ? string.Join(", ", parties.Where(p => p.Side == side).Select(p => p.Name)) : null;
}
