using IopRegistry.Api.Http;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>What is stored about persons, for everybody to read.</summary>
public sealed class GetPersonalDataCatalogue : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/personal-data-catalogue", Handle)
            .WithName(nameof(GetPersonalDataCatalogue))
            .WithSummary("Read what is stored about persons")
            .WithDescription(
                "Open to everybody: every kind of record with personal data (personuppgifter), about whom, why, on which legal "
                    + "ground and how long."
            )
            .AllowAnonymous();

    /// <param name="Records">Every kind of record.</param>
    public sealed record Response(IReadOnlyList<PersonalRecordView> Records);

    internal static PublicAnswer<Response> Handle(HttpContext http)
    {
        var language = Languages.Of(http);
        return new PublicAnswer<Response>(
            new Response([
                .. IopRegistry.PersonalData.PersonalDataCatalogue.Records.Select(record =>
                    PersonalRecordView.Of(record, language)
                ),
            ])
        );
    }
}
