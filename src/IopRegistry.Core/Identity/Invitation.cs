using System.Security.Cryptography;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

public sealed record InvitationChanged(Guid InvitationId, DateTimeOffset OccurredAt) : IDomainEvent;

public enum InvitationState
{
    /// <summary>Sent, and can be accepted.</summary>
    Open,

    /// <summary>Too old; sent again it is open again.</summary>
    Expired,
    Accepted,
    Revoked,
}

/// <summary>
/// An administrator's word that whoever reads a mailbox may act for the organisation. The link in the mail is the key: it
/// is good once and for a week, and only its hash is stored.
/// </summary>
public sealed class Invitation : AggregateRoot
{
    public const int MostTimesSent = 10;

    /// <summary>Of one organisation at a time; more people than any lets in during a week.</summary>
    public const int MostOpen = 500;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation() { }

    public required Guid OrganisationId { get; init; }

    public required string Email { get; init; }

    /// <summary>Upper case, while the invitation can still be accepted: an organisation has one such for an address.</summary>
    public string? OpenEmail { get; private set; }

    /// <summary>What the administrator calls the person; whoever accepts may say another name.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>First day, or the day it is accepted if that is later.</summary>
    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidTo { get; init; }

    /// <summary>sv or en.</summary>
    public required string Language { get; init; }

    public required Guid InvitedByUserId { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>SHA-256 of the link's secret, of the latest mail.</summary>
    public string TokenHash { get; private set; } = "";

    public int TimesSent { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public Guid? AcceptedByUserId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static (string Token, Invitation Invitation) Send(
        Guid organisationId,
        string email,
        string name,
        IReadOnlyList<Role> roles,
        DateOnly? validFrom,
        DateOnly? validTo,
        string language,
        Actor by
    )
    {
        var from = validFrom ?? by.Today;
        Require(User.IsEmail(email), UserRules.EmailInvalid);
        Require(language is "sv" or "en", UserRules.LanguageUnknown);
        Require(roles.Count > 0, MemberRules.RolesMissing);
        Require(!roles.Any(User.OnlyByConsole.Contains), MemberRules.RoleNotGiven);
        Require(validTo is null || from <= validTo, Organisations.OrganisationRules.ValidityInverted);
        Require(validTo is null || validTo >= by.Today, MemberRules.LastDayPassed("/validTo"));
        var invitation = new Invitation
        {
            OrganisationId = organisationId,
            Email = email,
            OpenEmail = Normalized(email),
            Name = name,
            Roles = [.. roles.Distinct().Order()],
            ValidFrom = from,
            ValidTo = validTo,
            Language = language,
            InvitedByUserId = by.UserId,
            InvitedAt = by.At,
        };
        return (invitation.NewToken(by.At), invitation);
    }

    /// <summary>As addresses are compared.</summary>
    public static string Normalized(string email) => email.ToUpperInvariant();

    /// <summary>The link of the mail before stops working.</summary>
    public string SendAgain(Actor by)
    {
        Require(OpenEmail is not null, InvitationRules.Closed);
        Require(TimesSent < MostTimesSent, InvitationRules.SentTooOften);
        return NewToken(by.At);
    }

    public void Revoke(Actor by)
    {
        Require(OpenEmail is not null, InvitationRules.Closed);
        (RevokedAt, OpenEmail) = (by.At, null);
        Raise(new InvitationChanged(Id, by.At));
    }

    /// <summary>The membership that it becomes when it is accepted now.</summary>
    public Membership Offer(DateTimeOffset at)
    {
        Require(IsGoodAt(at), AccountRules.LinkSpent);
        var today = SwedishCalendar.DayOf(at);
        return new Membership(OrganisationId, Roles, ValidFrom > today ? ValidFrom : today, ValidTo);
    }

    /// <summary>Whoever has the link has read the mail; who that is the caller has made sure of.</summary>
    public void Accept(Guid userId, DateTimeOffset at)
    {
        Require(IsGoodAt(at), AccountRules.LinkSpent);
        (AcceptedAt, AcceptedByUserId, OpenEmail) = (at, userId, null);
        Raise(new InvitationChanged(Id, at));
    }

    public bool IsGoodAt(DateTimeOffset at) =>
        StateAt(at) == InvitationState.Open && (ValidTo is null || SwedishCalendar.DayOf(at) <= ValidTo);

    public InvitationState StateAt(DateTimeOffset at) =>
        AcceptedAt is not null ? InvitationState.Accepted
        : RevokedAt is not null ? InvitationState.Revoked
        : at < ExpiresAt ? InvitationState.Open
        : InvitationState.Expired;

    private string NewToken(DateTimeOffset at)
    {
        var token = "iopi_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (TokenHash, ExpiresAt, TimesSent) = (AccessToken.HashOf(token), at + Lifetime, TimesSent + 1);
        Raise(new InvitationChanged(Id, at));
        return token;
    }
}
