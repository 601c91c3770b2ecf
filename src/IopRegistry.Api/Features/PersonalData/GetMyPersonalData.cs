using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.PersonalData;

/// <summary>What is stored about the caller, by kind of record.</summary>
public sealed class GetMyPersonalData : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/me/personal-data", HandleAsync)
            .WithName(nameof(GetMyPersonalData))
            .WithSummary("Read what is stored about you")
            .WithDescription(
                "Every kind of record with data about the caller (GDPR art. 15): what it is for, how long it is kept, how many "
                    + "there are and where they are read. Secrets are not shown."
            )
            .RequirePermission(Permission.ReadNotifications);

    /// <param name="Kind">The kind of record.</param>
    /// <param name="Records">How many there are about the caller.</param>
    /// <param name="Links">Where they are read.</param>
    public sealed record Section(
        PersonalRecordView Kind,
        int Records,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    /// <param name="UserId">The caller.</param>
    /// <param name="Sections">One for each kind of record.</param>
    public sealed record Response(Guid UserId, IReadOnlyList<Section> Sections);

    internal static async Task<Ok<Response>> HandleAsync(
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var language = Languages.Of(http);
        List<Section> sections = [];
        foreach (var source in PersonalDataSources.All)
        {
            sections.Add(
                new Section(
                    PersonalRecordView.Of(PersonalDataCatalogue.Find(source.Code)!, language),
                    await source.CountAsync(db, user.Id, cancellationToken),
                    [
                        new(
                            Addresses.Absolute(http, $"{HttpSetup.BasePath}/me/personal-data/{source.Code}"),
                            HttpMethods.Get,
                            "records"
                        ),
                    ]
                )
            );
        }

        return TypedResults.Ok(new Response(user.Id, sections));
    }
}
