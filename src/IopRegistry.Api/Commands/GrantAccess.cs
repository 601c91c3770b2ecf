using IopRegistry.Api.Hosting;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Commands;

/// <summary>The first user of a new installation, or one more: a person with roles in an organisation, and a token.</summary>
internal sealed record GrantAccess : Command
{
    public const int MaxDays = 3660;

    public required Guid OrganisationId { get; init; }

    public required string Name { get; init; }

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
        var user = User.Add(
            Name,
            new Membership(OrganisationId, Roles, today, SwedishCalendar.DayOf(now + lifetime)),
            now
        );
        var (token, stored) = AccessToken.Issue(user.Id, OrganisationId, now, lifetime);
        db.AddRange(user, stored);
        await db.SaveChangesAsync(CancellationToken.None);

        Console.WriteLine($"User {user.Id} of organisation {OrganisationId}: {string.Join(", ", Roles)}, {Days} days.");
        Console.WriteLine("The token is shown this once; send it as Authorization: Bearer <token>.");
        Console.WriteLine(token);
        return ExitCode.Done;
    }
}
