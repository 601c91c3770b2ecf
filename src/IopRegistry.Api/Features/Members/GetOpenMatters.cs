using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Members;

/// <summary>What somebody has to take over when a user leaves.</summary>
public sealed class GetOpenMatters : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/organisations/{organisationId:guid}/members/{userId:guid}/open-matters", HandleAsync)
            .WithName(nameof(GetOpenMatters))
            .WithSummary("Read what hangs on a user")
            .WithDescription(
                "The contact roles that are this person, by name or e-mail address, the agreements the person is case officer "
                    + "of, and the calendar addresses that stop. Read it before the departure."
            )
            .RequirePermission(Permission.ManageMembers)
            .ReadsOne();

    /// <param name="ContactId">The contact.</param>
    /// <param name="Role">Contact for what.</param>
    /// <param name="Name">As the contact is called.</param>
    /// <param name="UnitId">The board or department.</param>
    /// <param name="ValidTo">Last day, if it has one.</param>
    public sealed record OpenContact(Guid ContactId, ContactRole Role, string Name, Guid? UnitId, DateOnly? ValidTo);

    /// <param name="Contacts">Contact roles that somebody has to take over.</param>
    /// <param name="AgreementIds">Agreements that get a new case officer.</param>
    /// <param name="CalendarAddresses">Calendar addresses that stop.</param>
    /// <param name="NeedsSuccessor">True when a departure has to name who takes over.</param>
    /// <param name="Links">The user.</param>
    public sealed record Response(
        IReadOnlyList<OpenContact> Contacts,
        IReadOnlyList<Guid> AgreementIds,
        int CalendarAddresses,
        bool NeedsSuccessor,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    internal static async Task<Ok<Response>> HandleAsync(
        Guid organisationId,
        Guid userId,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisation = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var member = await db.MemberAsync(organisationId, userId, user, cancellationToken);
        var handOver = new HandOver(db, organisation, member, user.ActNow(clock).Today);
        var contacts = await handOver.ContactsAsync(cancellationToken);
        return TypedResults.Ok(
            new Response(
                [.. contacts.Select(c => new OpenContact(c.Id, c.Role, c.Name, c.UnitId, c.ValidTo))],
                await handOver.AgreementsAsync(contacts, cancellationToken),
                await handOver.OpenFeeds().CountAsync(cancellationToken),
                contacts.Count > 0,
                [new(MemberView.Address(organisationId, userId, http), HttpMethods.Get, "member")]
            )
        );
    }
}
