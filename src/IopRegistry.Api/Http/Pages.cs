using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Http;

/// <summary>Where a page stands in its list.</summary>
/// <param name="Page">This page; the first is 1.</param>
/// <param name="Limit">The most records a page has.</param>
/// <param name="TotalRecords">All records that the filters let through.</param>
/// <param name="TotalPages">All pages.</param>
public sealed record PageMeta(int Page, int Limit, int TotalRecords, int TotalPages);

/// <summary>Something the caller may do next.</summary>
/// <param name="Href">Absolute address.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Rel">What it is to this resource.</param>
public sealed record Link(string Href, string Method, string Rel);

/// <summary>The neighbours of a page, with every filter kept.</summary>
/// <param name="Self">This page.</param>
/// <param name="Next">The page after, if there is one.</param>
/// <param name="Prev">The page before, if there is one.</param>
public sealed record PageLinks(Link Self, Link? Next, Link? Prev);

/// <summary>
/// Which part of a list is wanted. A slice declares <c>int page = 1, int limit = 20</c> and starts with
/// <c>PageQuery.Of(page, limit)</c>, which refuses with 400 what is out of range.
/// </summary>
public sealed record PageQuery
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>Far beyond any list, and small enough that page × limit stays an int.</summary>
    public const int MaxPage = 10_000_000;

    private PageQuery(int page, int limit) => (Page, Limit) = (page, limit);

    public int Page { get; }

    public int Limit { get; }

    public int Skip => (Page - 1) * Limit;

    public static PageQuery Of(int page, int limit)
    {
        FieldError[] errors = [.. OutOfRange("page", page, MaxPage), .. OutOfRange("limit", limit, MaxLimit)];
        return errors.Length == 0 ? new PageQuery(page, limit) : throw ProblemException.InvalidQuery(errors);
    }

    public PageMeta Meta(int totalRecords) =>
        new(Page, Limit, totalRecords, (int)(((long)totalRecords + Limit - 1) / Limit));

    /// <summary>The links of this page, from the address that was called.</summary>
    public PageLinks Links(HttpContext context, PageMeta meta) =>
        new(
            To(context, Page, "self"),
            Page < meta.TotalPages ? To(context, Page + 1, "next") : null,
            Page > 1 ? To(context, Math.Max(1, Math.Min(Page - 1, meta.TotalPages)), "prev") : null
        );

    private static Link To(HttpContext context, int page, string rel)
    {
        var query = new QueryBuilder(
            QueryHelpers
                .ParseQuery(context.Request.QueryString.Value)
                .Where(p => !string.Equals(p.Key, "page", StringComparison.Ordinal))
                .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value ?? ""))
        )
        {
            { "page", page.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        return new Link(
            Addresses.Absolute(context, context.Request.Path.ToUriComponent() + query.ToQueryString()),
            HttpMethods.Get,
            rel
        );
    }

    private static FieldError[] OutOfRange(string parameter, int value, int max) =>
        value >= 1 && value <= max
            ? []
            :
            [
                FieldError.Query(
                    parameter,
                    "out-of-range",
                    new($"Ska vara mellan 1 och {max}.", $"Must be between 1 and {max}.")
                ),
            ];
}

/// <summary>Addresses of ours as the outside sees them.</summary>
public static class Addresses
{
    /// <summary>Configuration key; set it where a proxy changes scheme or host and does not say so.</summary>
    public const string PublicAddressKey = "PublicAddress";

    /// <summary>The address of a path such as <c>/iop/v1/agreements</c>.</summary>
    public static string Absolute(HttpContext context, string path)
    {
        var configured = context.RequestServices.GetRequiredService<IConfiguration>()[PublicAddressKey];
        return string.IsNullOrEmpty(configured)
            ? $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}{context.Request.PathBase.ToUriComponent()}{path}"
            : configured.TrimEnd('/') + path;
    }
}

/// <summary>Reading one page of an ordered query.</summary>
public static class PageExtensions
{
    public static async Task<(IReadOnlyList<T> Items, PageMeta Meta)> ToPageAsync<T>(
        this IQueryable<T> ordered,
        PageQuery page,
        CancellationToken cancellationToken
    )
    {
        var total = await ordered.CountAsync(cancellationToken);
        var items =
            page.Skip < total ? await ordered.Skip(page.Skip).Take(page.Limit).ToListAsync(cancellationToken) : [];
        return (items, page.Meta(total));
    }
}
