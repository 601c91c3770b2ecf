using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

public sealed record UserAdded(Guid UserId, DateTimeOffset OccurredAt) : IDomainEvent;

/// <summary>What a user may do for one organisation.</summary>
public sealed record Membership(Guid OrganisationId, IReadOnlyList<Role> Roles, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>A person who may sign in. Acts for one organisation at a time, chosen when the token is issued.</summary>
public sealed class User : AggregateRoot
{
    public const int NameMaxLength = 200;

    private User() { }

    public required string Name { get; init; }

    public IReadOnlyList<Membership> Memberships { get; private set; } = [];

    /// <summary>Only written, never read through the user.</summary>
    internal List<OrganisationUser> NewOrganisations { get; } = [];

    public static User Add(string name, Membership membership, DateTimeOffset at)
    {
        var user = new User { Name = name, Memberships = [membership] };
        user.NewOrganisations.Add(
            new OrganisationUser
            {
                OrganisationId = membership.OrganisationId,
                UserId = user.Id,
                ValidTo = membership.ValidTo,
            }
        );
        user.Raise(new UserAdded(user.Id, at));
        return user;
    }
}
