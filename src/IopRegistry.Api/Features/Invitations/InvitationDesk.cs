using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Sends invitations, finds them again, and turns them into users.</summary>
internal sealed class InvitationDesk(
    IopDbContext db,
    Accounts accounts,
    AccountMail mail,
    IHostEnvironment environment,
    TimeProvider clock
)
{
    /// <summary>Refuses where nobody would ever get the mail. A developer gets the link in the answer instead.</summary>
    public void RequireMail()
    {
        if (!mail.IsPossible && !environment.IsDevelopment())
        {
            throw new RuleViolationException(InvitationRules.MailNotConfigured);
        }
    }

    /// <summary>Refuses whoever is a user already, and more than anybody can have an eye on.</summary>
    public async Task RequireNewAsync(Guid organisationId, string email, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(email, cancellationToken);
        if (account is not null)
        {
            var user = await db.Users.AsNoTracking().SingleAsync(u => u.Id == account.Id, cancellationToken);
            var today = SwedishCalendar.DayOf(clock.GetUtcNow());
            if (user.MembershipIn(organisationId)?.StateOn(today) is not (null or MembershipState.Ended))
            {
                throw new RuleViolationException(MemberRules.AlreadyMember with { Pointer = "/email" });
            }
        }

        var openEmail = Invitation.Normalized(email);
        var open = db.Invitations.Where(i => i.OrganisationId == organisationId && i.OpenEmail != null);
        if (await open.AnyAsync(i => i.OpenEmail == openEmail, cancellationToken))
        {
            throw new RuleViolationException(InvitationRules.AlreadyInvited);
        }

        if (await open.CountAsync(cancellationToken) >= Invitation.MostOpen)
        {
            throw new RuleViolationException(InvitationRules.TooManyOpen);
        }
    }

    /// <summary>Writes the mail, saves it with the invitation, and answers.</summary>
    public async Task<TaggedCreated<SentInvitation>> SendAsync(
        Invitation invitation,
        string token,
        Organisation organisation,
        CurrentUser user,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var userId = user.Id;
        var inviter = await db.Users.Where(u => u.Id == userId).Select(u => u.Name).SingleAsync(cancellationToken);
        var path = $"invitations/{token}";
        var link = mail.IsPossible ? mail.AddressOf(path) : Addresses.Absolute(http, $"{HttpSetup.BasePath}/{path}");
        mail.Write(
            invitation.Id,
            invitation.Email,
            Letter.Invitation(invitation.Language, organisation.Name, inviter, link)
        );
        await db.SaveChangesAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return invitation.Created(
            InvitationView.Address(organisation.Id, invitation.Id, http),
            new SentInvitation(InvitationView.Of(invitation, now, http), mail.IsPossible ? null : link),
            ViewAt(invitation, now)
        );
    }

    /// <summary>404 for invitations of others, who do not exist.</summary>
    public async Task<Invitation> FindAsync(
        Guid organisationId,
        Guid invitationId,
        CurrentUser user,
        CancellationToken cancellationToken
    )
    {
        await db.OwnOrganisationAsync(organisationId, user, cancellationToken);
        return await db.Invitations.SingleOrDefaultAsync(
                i => i.Id == invitationId && i.OrganisationId == organisationId,
                cancellationToken
            ) ?? throw ProblemException.NotFound();
    }

    /// <summary>What is shown depends on the time, too.</summary>
    public static string ViewAt(Invitation invitation, DateTimeOffset now) =>
        ((int)invitation.StateAt(now)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="RuleViolationException">Unknown, used, revoked or too old: one refusal for all of them.</exception>
    public async Task<Invitation> OpenAsync(string token, CancellationToken cancellationToken)
    {
        var hash = AccessToken.HashOf(token);
        var found = await db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash, cancellationToken);
        return found?.IsGoodAt(clock.GetUtcNow()) == true
            ? found
            : throw new RuleViolationException(AccountRules.LinkSpent);
    }

    /// <summary>Whether the address signs in somewhere today, so that the invitation is accepted by signing in.</summary>
    public async Task<InvitedAs> KnowsAsync(Invitation invitation, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(invitation.Email, cancellationToken);
        if (account is null)
        {
            return new(null, MaySignIn: false);
        }

        var user = await db.Users.SingleAsync(u => u.Id == account.Id, cancellationToken);
        var today = SwedishCalendar.DayOf(clock.GetUtcNow());
        return new(user, (await Standings.AllAsync(db, user, today, cancellationToken)).Count > 0);
    }

    /// <summary>
    /// Without signing in. An address without an account gets one. Whoever has an account signs in to accept; but one who
    /// acts for nobody any more cannot, and sets a new password: the address may have another reader today.
    /// </summary>
    public async Task<User> AcceptAsync(
        string token,
        string? name,
        string? password,
        CancellationToken cancellationToken
    )
    {
        var invitation = await OpenAsync(token, cancellationToken);
        var (user, maySignIn) = await KnowsAsync(invitation, cancellationToken);
        var at = Now(invitation).At;
        if (user is null)
        {
            user = User.Add(string.IsNullOrWhiteSpace(name) ? invitation.Name : name.Trim(), invitation.Offer(at), at);
            user.ChangeProfile(invitation.Email, invitation.Language, at);
            var chosen = password ?? throw new RuleViolationException(InvitationRules.PasswordMissing);
            db.AddRange(user, accounts.Prepare(user.Id, invitation.Email, chosen, emailConfirmed: true));
        }
        else if (maySignIn)
        {
            throw new RuleViolationException(AccountRules.EmailTaken with { Pointer = "/token" });
        }
        else
        {
            var chosen = password ?? throw new RuleViolationException(InvitationRules.PasswordMissing);
            await accounts.StartOverAsync(user.Id, chosen, cancellationToken);
            user.Join(invitation.Offer(at), at);
        }

        invitation.Accept(user.Id, at);
        await db.SaveChangesAsync(cancellationToken);
        return user;
    }

    /// <summary>Signed in, with the account of the address that it was sent to and no other.</summary>
    public async Task<Invitation> JoinAsync(string token, CurrentUser current, CancellationToken cancellationToken)
    {
        var invitation = await OpenAsync(token, cancellationToken);
        var userId = current.Id;
        var account = await accounts.FindAsync(userId, cancellationToken);
        if (!string.Equals(account?.NormalizedEmail, invitation.OpenEmail, StringComparison.Ordinal))
        {
            throw new RuleViolationException(InvitationRules.ForAnother);
        }

        var user = await db.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        var at = Now(invitation).At;
        user.Join(invitation.Offer(at), at);
        invitation.Accept(userId, at);
        await db.SaveChangesAsync(cancellationToken);
        return invitation;
    }

    private Actor Now(Invitation invitation)
    {
        var now = clock.GetUtcNow();
        return new Actor(Guid.Empty, invitation.OrganisationId, now, SwedishCalendar.DayOf(now));
    }
}

/// <summary>The user of the invited address, and whether it can be signed in with today.</summary>
internal sealed record InvitedAs(User? User, bool MaySignIn);
