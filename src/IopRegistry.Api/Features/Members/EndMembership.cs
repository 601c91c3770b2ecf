using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Members;

/// <summary>A user leaves, and somebody takes over.</summary>
public sealed class EndMembership : IEndpoint
{
    /// <summary>Far more contact roles than one person has.</summary>
    private const int MostContacts = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/members/{userId:guid}/departures", HandleAsync)
            .WithName(nameof(EndMembership))
            .WithSummary("End a user's access and hand over")
            .WithDescription(
                "Without a last day access ends at once: sessions, tokens and calendar addresses stop, on every node within "
                    + "seconds. Whoever takes over becomes contact and case officer in the leaver's place, which both sides see "
                    + "in the timelines. The last administrator stays until there is another. What the leaver did stays."
            )
            .RequirePermission(Permission.ManageMembers)
            .Acts();

    /// <param name="LastDay">The last day of access, today or later; left out: now.</param>
    /// <param name="SuccessorId">The user who takes over; needed when the leaver is a contact or a case officer.</param>
    /// <param name="ContactIds">The contacts that are the leaver; left out: those that open-matters finds.</param>
    public sealed record Request(
        DateOnly? LastDay = null,
        Guid? SuccessorId = null,
        IReadOnlyList<Guid>? ContactIds = null
    );

    /// <param name="Member">The user, as it stands.</param>
    /// <param name="Contacts">Contact roles that were handed over.</param>
    /// <param name="Agreements">Agreements with a new case officer.</param>
    /// <param name="Sessions">Sessions that were ended.</param>
    /// <param name="CalendarAddresses">Calendar addresses that were revoked.</param>
    public sealed record Response(MemberView Member, int Contacts, int Agreements, int Sessions, int CalendarAddresses);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(r => r.ContactIds)
                .Must(ids => ids is null || ids.Count <= MostContacts)
                .WithText(new($"Högst {MostContacts} kontakter.", $"At most {MostContacts} contacts."));
    }

    internal static async Task<TaggedCreated<Response>> HandleAsync(
        Guid organisationId,
        Guid userId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var by = user.ActNow(clock);
        var organisation = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        var leaver = await db.MemberAsync(organisationId, userId, user, cancellationToken);
        ifMatch.Require(leaver.Version);
        await db.ChangeMemberAsync(
            organisation,
            leaver,
            m => m.EndMembership(organisationId, request.LastDay, by),
            by,
            cancellationToken
        );

        var handOver = new HandOver(db, organisation, leaver, by.Today);
        var contacts = request.ContactIds is { } ids
            ? [.. ids.Distinct().Select(id => ContactOf(organisation, id))]
            : await handOver.ContactsAsync(cancellationToken);
        var agreements = 0;
        if (contacts.Count > 0)
        {
            var successor = await SuccessorAsync(db, organisationId, leaver, request, by, cancellationToken);
            agreements = await handOver.ToAsync(successor, contacts, request.LastDay, by, cancellationToken);
        }

        var (sessions, feeds) = request.LastDay is null ? await handOver.ShutAsync(by.At, cancellationToken) : (0, 0);
        await db.SaveChangesAsync(cancellationToken);
        return leaver.Created(
            MemberView.Address(organisationId, userId, http),
            new Response(
                MemberView.Of(leaver, organisationId, by.Today, http),
                contacts.Count,
                agreements,
                sessions,
                feeds
            ),
            MemberAnswers.ViewOn(by.Today)
        );
    }

    private static Contact ContactOf(Organisation organisation, Guid id) =>
        organisation.Contacts.FirstOrDefault(contact => contact.Id == id)
        ?? throw new RuleViolationException(OrganisationRules.ContactUnknown with { Pointer = "/contactIds" });

    /// <summary>Somebody else, who is there today and when the leaver has gone.</summary>
    private static async Task<User> SuccessorAsync(
        IopDbContext db,
        Guid organisationId,
        User leaver,
        Request request,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        var id = request.SuccessorId ?? throw new RuleViolationException(MemberRules.SuccessorMissing);
        var successor =
            id == leaver.Id ? null : await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        var membership = successor?.MembershipIn(organisationId);
        var after = request.LastDay?.AddDays(1) ?? by.Today;
        return membership?.IsValidOn(by.Today) == true && membership.IsValidOn(after)
            ? successor!
            : throw new RuleViolationException(MemberRules.SuccessorUnknown);
    }
}
