using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The headings that every agreement's text must have, so that a client need not hard-code them.</summary>
public sealed class ListHeadings : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/headings", Handle)
            .WithName(nameof(ListHeadings))
            .WithSummary("List the compulsory headings")
            .WithDescription(
                "The headings that an agreement's text must have before it can be confirmed, in their order. A clause under "
                    + "any other heading is free."
            )
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="Code">What a clause names as its heading.</param>
    /// <param name="Title">In the reader's language.</param>
    public sealed record Item(string Code, string Title);

    /// <param name="Headings">In their order.</param>
    public sealed record Response(IReadOnlyList<Item> Headings);

    internal static Ok<Response> Handle(HttpContext context)
    {
        var language = Languages.Of(context);
        return TypedResults.Ok(
            new Response([.. Headings.Compulsory.Select(heading => new Item(heading.Code, heading.Title.In(language)))])
        );
    }
}
