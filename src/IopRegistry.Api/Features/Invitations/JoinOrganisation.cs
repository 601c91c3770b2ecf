using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Accepts an invitation with the account that one has.</summary>
public sealed class JoinOrganisation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/me/memberships", HandleAsync)
            .WithName(nameof(JoinOrganisation))
            .WithSummary("Accept an invitation with your account")
            .WithDescription(
                "The invitation must have been sent to the address you sign in with. You then act for the organisation by "
                    + "choosing it."
            )
            .RequirePermission(Permission.ReadNotifications)
            .RepeatsSafely();

    /// <param name="Token">The last part of the mailed link.</param>
    public sealed record Request(string Token);

    /// <param name="OrganisationId">The organisation that you may act for now.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="Roles">What you do for it.</param>
    /// <param name="Links">The organisation.</param>
    public sealed record Response(
        Guid OrganisationId,
        string OrganisationName,
        IReadOnlyList<Role> Roles,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Token).NotEmpty().MaximumLength(200);
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Request request,
        InvitationDesk desk,
        IopDbContext db,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var joined = await desk.JoinAsync(request.Token, user, cancellationToken);
        var name = await db
            .Organisations.Where(o => o.Id == joined.OrganisationId)
            .Select(o => o.Name)
            .SingleAsync(cancellationToken);
        var address = Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{joined.OrganisationId}");
        return TypedResults.Ok(
            new Response(joined.OrganisationId, name, joined.Roles, [new(address, HttpMethods.Get, "organisation")])
        );
    }
}
