using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Mandates;

/// <summary>An organisation of a mandate.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Name">Its name today.</param>
public sealed record MandateParty(Guid OrganisationId, string Name);

/// <summary>A mandate (fullmakt), as both organisations see it.</summary>
/// <param name="Id">The mandate.</param>
/// <param name="Giver">The member, which is acted for.</param>
/// <param name="Holder">The umbrella organisation, whose people act.</param>
/// <param name="Roles">In which roles, of those that each of its people has at home.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day.</param>
/// <param name="Decision">Where it stands written.</param>
/// <param name="State">Whether it can be used today; suspended while the giver is no member of the umbrella.</param>
/// <param name="GivenAt">When it was given.</param>
/// <param name="EndedAt">When it was taken back or given up.</param>
/// <param name="Links">What may be done.</param>
public sealed record MandateView(
    Guid Id,
    MandateParty Giver,
    MandateParty Holder,
    IReadOnlyList<Role> Roles,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    string Decision,
    MandateState State,
    DateTimeOffset GivenAt,
    DateTimeOffset? EndedAt,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static MandateView Of(SeenMandate seen, CurrentUser user, DateOnly today, HttpContext http)
    {
        var mandate = seen.Mandate;
        var state = mandate.StateOn(seen.Umbrellas, today);
        var address = Address(user.OrganisationId, mandate.Id, http);
        List<Link> links = [new(address, HttpMethods.Get, "self")];
        if (state != MandateState.Ended && user.May(Permission.GiveMandates))
        {
            links.Add(new(address, HttpMethods.Delete, "end"));
        }

        return new(
            mandate.Id,
            new(mandate.GiverId, seen.GiverName),
            new(mandate.HolderId, seen.HolderName),
            mandate.Roles,
            mandate.ValidFrom,
            mandate.ValidTo,
            mandate.Decision,
            state,
            mandate.GivenAt,
            mandate.EndedAt,
            links
        );
    }

    internal static string Address(Guid organisationId, Guid mandateId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/organisations/{organisationId}/mandates/{mandateId}");
}

/// <summary>A mandate with the names of its two organisations.</summary>
internal sealed record SeenMandate(
    Mandate Mandate,
    string GiverName,
    string HolderName,
    IReadOnlyList<UmbrellaMembership> Umbrellas
)
{
    /// <summary>What is shown depends on the day and on the giver's memberships, too.</summary>
    public string ViewOn(DateOnly today, CurrentUser user) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{today.DayNumber:x}-{(int)Mandate.StateOn(Umbrellas, today)}-{user.View}"
        );
}

internal static class MandateDoor
{
    /// <summary>Those that the caller's organisation has given or holds. Nobody else's exist.</summary>
    public static IQueryable<Mandate> MandatesOf(this IopDbContext db, Guid organisationId, CurrentUser user)
    {
        var own = user.OrganisationId;
        return organisationId == own
            ? db.Mandates.Where(m => m.GiverId == own || m.HolderId == own)
            : throw ProblemException.NotFound();
    }

    public static IQueryable<SeenMandate> WithNames(this IQueryable<Mandate> mandates, IopDbContext db) =>
        from mandate in mandates
        join giver in db.Organisations on mandate.GiverId equals giver.Id
        join holder in db.Organisations on mandate.HolderId equals holder.Id
        orderby mandate.GivenAt descending, mandate.Id
        select new SeenMandate(mandate, giver.Name, holder.Name, giver.UmbrellaMemberships);

    /// <summary>404 for a mandate that the caller's organisation neither gave nor holds.</summary>
    public static async Task<SeenMandate> MandateAsync(
        this IopDbContext db,
        Guid organisationId,
        Guid mandateId,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        var own = user.OrganisationId;
        var seen =
            organisationId == own
                ? await db.Mandates.Where(m => m.Id == mandateId).WithNames(db).SingleOrDefaultAsync(cancellationToken)
                : null;
        return seen is not null && (seen.Mandate.GiverId == own || seen.Mandate.HolderId == own)
            ? seen
            : throw ProblemException.NotFound();
    }
}
