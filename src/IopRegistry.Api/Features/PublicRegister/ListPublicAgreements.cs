using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Openness;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The public register: every agreement that is or has been signed.</summary>
public sealed class ListPublicAgreements : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/agreements", HandleAsync)
            .WithName(nameof(ListPublicAgreements))
            .WithSummary("Search the public register")
            .WithDescription(
                "Open to everybody. Signed agreements (offentligt register), with what the public parties have not withheld; "
                    + "what is withheld is neither searched, filtered nor sorted by. sort takes title (default), endsOn, "
                    + "startsOn, reference and updatedAt; a minus in front for descending. Caches may keep it for five minutes."
            )
            .AllowAnonymous();

    /// <param name="Text">Each word must begin a word of title, reference, a party's name, target group or purpose.</param>
    /// <param name="Municipality">Only with a public party of this municipality (kommun), by its four-digit code.</param>
    /// <param name="County">Only with a public party of this county (län), by its two-digit code.</param>
    /// <param name="Organisation">Only with this party: an organisation's id, or its organisation number.</param>
    /// <param name="Year">Only in force on some day of this year.</param>
    /// <param name="State">Only signed, active or ended.</param>
    /// <param name="EndsFrom">Only ending on this day or later.</param>
    /// <param name="EndsTo">Only ending on this day or earlier.</param>
    /// <param name="Sort">title (default), endsOn, startsOn, reference or updatedAt, several with commas; a minus in front turns one round.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(
        string? Text = null,
        string? Municipality = null,
        string? County = null,
        string? Organisation = null,
        int? Year = null,
        AgreementState? State = null,
        DateOnly? EndsFrom = null,
        DateOnly? EndsTo = null,
        string? Sort = null,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="Agreements">This page.</param>
    /// <param name="Meta">Where the page stands in the list.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<PublicAgreementView> Agreements,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Text).MaximumLength(200);
            RuleFor(r => r.Municipality).Must(code => code is null || Organisation.IsMunicipalityCode(code));
            RuleFor(r => r.County).Matches("^[0-9]{2}$");
            RuleFor(r => r.Organisation)
                .Must(organisation => organisation is null || PublicSearch.KeyOf(organisation) is not null)
                .WithErrorCode("not-an-organisation");
            RuleFor(r => r.Year).InclusiveBetween(1900, 2200);
            RuleFor(r => r.State)
                .Must(state => state is null || PublicAgreement.IsPublic(state.Value))
                .WithErrorCode("unknown-value");
            RuleFor(r => r.EndsTo).GreaterThanOrEqualTo(r => r.EndsFrom).When(r => r.EndsFrom is not null);
        }
    }

    internal static async Task<PublicAnswer<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        var (entries, meta) = await PublicSearch
            .InOrder(PublicSearch.Matching(db, request), request.Sort)
            .ToPageAsync(page, cancellationToken);
        var (language, address) = (Languages.Of(http), RegisterAddresses.Agreements(http));
        return new PublicAnswer<Response>(
            new Response(
                [.. entries.Select(entry => PublicAgreementView.Of(entry, language, address))],
                meta,
                page.Links(http, meta)
            )
        );
    }
}
