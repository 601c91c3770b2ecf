using System.Linq.Expressions;
using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Finds organisations by name and what they are, in Swedish order.</summary>
public sealed class SearchOrganisations : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations", HandleAsync)
            .WithName(nameof(SearchOrganisations))
            .WithSummary("Search organisations")
            .WithDescription(
                "Every word of name must begin a word of the organisation's present or a former name; case and accents do not "
                    + "matter, å ä ö are letters of their own. Sorted by name in Swedish order."
            )
            .RequirePermission(Permission.ReadOrganisations);

    /// <param name="Name">The beginning of one or more words.</param>
    /// <param name="Side">Public or civil.</param>
    /// <param name="LegalForm">What it is.</param>
    /// <param name="MunicipalityCode">SCB's four digits.</param>
    /// <param name="OrganisationNumber">Exactly this number, with or without hyphen.</param>
    /// <param name="Sort">name or -name.</param>
    /// <param name="Page">First page is 1.</param>
    /// <param name="Limit">Organisations per page, at most 100.</param>
    public sealed record Request(
        string? Name,
        Side? Side,
        LegalForm? LegalForm,
        string? MunicipalityCode,
        string? OrganisationNumber,
        string Sort = "name",
        int Page = 1,
        int Limit = 20
    );

    /// <param name="Id">The organisation.</param>
    /// <param name="Name">The name in use.</param>
    /// <param name="OrganisationNumber">NNNNNN-NNNN; null where it has none.</param>
    /// <param name="Side">Public or civil.</param>
    /// <param name="LegalForm">What it is.</param>
    /// <param name="MunicipalityCode">SCB's code of its municipality.</param>
    public sealed record Item(
        Guid Id,
        string Name,
        string? OrganisationNumber,
        Side Side,
        LegalForm LegalForm,
        string? MunicipalityCode
    )
    {
        [JsonPropertyName("_links")]
        public IReadOnlyList<Link> Links { get; init; } = [];

        internal static Expression<Func<Organisation, Item>> Projection { get; } =
            o => new Item(o.Id, o.Name, o.OrganisationNumber, o.Side, o.LegalForm, o.MunicipalityCode);

        internal Item Shown(HttpContext http) =>
            this with
            {
                OrganisationNumber = OrganisationView.Shown(OrganisationNumber),
                Links = OrganisationLinks.Self(Id, http),
            };
    }

    /// <param name="Organisations">The page.</param>
    /// <param name="Meta">Where it stands in the list.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<Item> Organisations,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name)
                .MaximumLength(Organisation.NameMaxLength)
                .Must(name => OrganisationSearchKey.WordsOf(name!).Count > 0)
                .WithMessage("Skriv minst en bokstav eller siffra. / Write at least one letter or digit.")
                .When(r => r.Name is not null);
            RuleFor(r => r.OrganisationNumber)
                .Must(number => SharedKernel.OrganisationNumber.TryParse(number, out _, out _))
                .When(r => r.OrganisationNumber is not null);
            RuleFor(r => r.Sort).Must(sort => sort is "name" or "-name");
        }
    }

    internal static async Task<Ok<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var found = OrganisationSearch.Matching(request, db);
        var page = PageQuery.Of(request.Page, request.Limit);
        var (items, meta) = await OrganisationSearch
            .InOrder(found, request)
            .Select(Item.Projection)
            .ToPageAsync(page, cancellationToken);
        return TypedResults.Ok(new Response([.. items.Select(item => item.Shown(http))], meta, page.Links(http, meta)));
    }
}
