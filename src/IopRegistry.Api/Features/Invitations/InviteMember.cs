using FluentValidation;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Invites somebody to act for the organisation.</summary>
public sealed class InviteMember : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/organisations/{organisationId:guid}/invitations", HandleAsync)
            .WithName(nameof(InviteMember))
            .WithSummary("Invite a user")
            .WithDescription(
                "Mails a link that is good once, for a week. An address without an account chooses a password behind it; an "
                    + "address that has one accepts signed in as that account. Inviting an address twice is refused: send the "
                    + "first invitation again."
            )
            .RequirePermission(Permission.ManageMembers)
            .RepeatsSafely() // the answer may hold the link, and is not kept
            .ReadsOne();

    /// <param name="Email">Where the person reads mail, and will sign in with.</param>
    /// <param name="Name">The person's name.</param>
    /// <param name="Roles">What the person shall do for the organisation.</param>
    /// <param name="ValidFrom">First day; left out: as soon as it is accepted.</param>
    /// <param name="ValidTo">Last day; left out when it goes on.</param>
    /// <param name="Language">The language of the mail: sv or en.</param>
    public sealed record Request(
        string Email,
        string Name,
        IReadOnlyList<Role> Roles,
        DateOnly? ValidFrom = null,
        DateOnly? ValidTo = null,
        string Language = User.DefaultLanguage
    )
    {
        internal static Request Example { get; } =
            new("test.testsson@exempelkoping.example", "Test Testsson", [Role.CaseOfficer]);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Email).NotEmpty().MaximumLength(User.EmailMaxLength);
            RuleFor(r => r.Name).NotEmpty().MaximumLength(User.NameMaxLength);
            RuleFor(r => r.Roles).NotEmpty();
        }
    }

    internal static async Task<TaggedCreated<SentInvitation>> HandleAsync(
        Guid organisationId,
        Request request,
        IopDbContext db,
        InvitationDesk desk,
        CurrentUser user,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var organisation = await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        desk.RequireMail();
        var (token, invitation) = Invitation.Send(
            organisationId,
            request.Email.Trim(),
            request.Name.Trim(),
            request.Roles,
            request.ValidFrom,
            request.ValidTo,
            request.Language,
            user.ActNow(clock)
        );
        await desk.RequireNewAsync(organisationId, invitation.Email, cancellationToken);
        db.Add(invitation);
        return await desk.SendAsync(invitation, token, organisation, user, http, cancellationToken);
    }
}
