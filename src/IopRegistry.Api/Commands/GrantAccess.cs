using IopRegistry.Api.Hosting;
using IopRegistry.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Commands;

/// <summary>The first user of a new installation, or one more: a person with roles in an organisation, and a token.</summary>
internal sealed record GrantAccess : Command
{
    public const int MaxDays = 3660;

    /// <summary>Its number or its id.</summary>
    public required string Organisation { get; init; }

    /// <summary>The name to register it by when it is missing: in a new installation nobody is there yet to do so.</summary>
    public required string? Register { get; init; }

    public required LegalForm LegalForm { get; init; }

    public required string Name { get; init; }

    /// <summary>Where the user gets messages; null for nowhere.</summary>
    public required string? Email { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required int Days { get; init; }

    public override async Task<int> RunAsync(WebApplication app, bool embedded)
    {
        await IopDatabase.RequireCurrentAsync(app.Services, embedded);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var today = SwedishCalendar.DayOf(now);
        var lifetime = TimeSpan.FromDays(Days);

        var organisation = await FindOrRegisterAsync(db, new Actor(Guid.Empty, Guid.Empty, now, today));
        var membership = new Membership(organisation.Id, Roles, today, SwedishCalendar.DayOf(now + lifetime));
        var user = User.Add(Name, membership, now);
        user.ChangeProfile(Email, user.Language, now);
        var (token, stored) = AccessToken.Issue(user.Id, organisation.Id, now, lifetime);
        db.AddRange(user, stored);
        await db.SaveChangesAsync(CancellationToken.None);

        Console.WriteLine($"User {user.Id} of {organisation.Name}: {string.Join(", ", Roles)}, {Days} days.");
        Console.WriteLine("The token is shown this once; send it as Authorization: Bearer <token>.");
        Console.WriteLine(token);
        return ExitCode.Done;
    }

    private async Task<Organisation> FindOrRegisterAsync(IopDbContext db, Actor console)
    {
        var id = Guid.TryParse(Organisation, out var guid) ? guid : Guid.Empty;
        var digits = OrganisationNumber.TryParse(Organisation, out var number, out _) ? number.Digits : null;
        var found = await db.Organisations.SingleOrDefaultAsync(
            organisation => organisation.Id == id || (digits != null && organisation.OrganisationNumber == digits),
            CancellationToken.None
        );
        if (found is not null || Register is null)
        {
            return found
                ?? throw new StartupException(
                    ExitCode.Usage,
                    $"There is no organisation {Organisation}; register it with --register \"name\" --legal-form kommun."
                );
        }

        try
        {
            var registered = Organisations.Organisation.Register(
                new OrganisationDetails(Register, LegalForm, Organisation),
                console
            );
            db.Add(registered);
            return registered;
        }
        catch (RuleViolationException refused)
        {
            throw new StartupException(ExitCode.Usage, refused.Violation.Detail.En);
        }
    }
}
