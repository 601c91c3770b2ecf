using IopRegistry.Api.Http;
using IopRegistry.Openness;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The rules of law on which something can be withheld.</summary>
public sealed class ListLegalGrounds : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/legal-grounds", Handle)
            .WithName(nameof(ListLegalGrounds))
            .WithSummary("List the legal grounds")
            .WithDescription("Open to everybody. Every legal ground that a field of an agreement can be withheld on.")
            .AllowAnonymous();

    /// <param name="LegalGrounds">All of them.</param>
    public sealed record Response(IReadOnlyList<GroundView> LegalGrounds);

    internal static PublicAnswer<Response> Handle(HttpContext http)
    {
        var language = Languages.Of(http);
        return new PublicAnswer<Response>(
            new Response([.. LegalGrounds.All.Select(ground => GroundView.Of(ground, language))])
        );
    }
}
