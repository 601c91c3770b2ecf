using System.Net.Http.Headers;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Mvc.Testing;

namespace IopRegistry.IntegrationTests.Access;

/// <summary>On whose behalf somebody calls, as the agreement and the municipality's own things see it.</summary>
internal enum Place
{
    /// <summary>Nobody who is signed in.</summary>
    None,

    /// <summary>The municipality: a party of the agreement, and owner of everything that belongs to an organisation here.</summary>
    Own,

    /// <summary>The association that the agreement is with.</summary>
    Other,

    /// <summary>Was a party and has left.</summary>
    Former,

    /// <summary>An organisation that has nothing to do with any of it.</summary>
    Third,
}

/// <param name="Name">For people.</param>
/// <param name="Place">For whom.</param>
/// <param name="Role">In one role; null for a machine or somebody with all roles.</param>
/// <param name="Machine">With the scopes of one of <see cref="Rows.Machines"/>.</param>
/// <param name="Http">Signed in.</param>
internal sealed record MatrixCaller(string Name, Place Place, Role? Role, char? Machine, HttpClient Http);

internal static class Callers
{
    public static async Task<IReadOnlyList<MatrixCaller>> SignInAsync(Partnership partnership)
    {
        var (api, host) = (partnership.Api, partnership.Host);
        List<MatrixCaller> callers =
        [
            new("no token", Place.None, null, null, host.CreateClient()),
            new("expired token", Place.None, null, null, await ExpiredAsync(partnership)),
            new("unknown token", Place.None, null, null, With(host, AccessToken.NewToken())),
        ];
        foreach (var role in Enum.GetValues<Role>())
        {
            callers.Add(
                new($"own {role}", Place.Own, role, null, await api.AsAsync(partnership.Municipality.Id, host, role))
            );
            callers.Add(
                new($"other {role}", Place.Other, role, null, await api.AsAsync(partnership.Shelter.Id, host, role))
            );
        }

        var everything = Enum.GetValues<Role>();
        callers.Add(
            new("third party", Place.Third, null, null, await api.AsAsync(partnership.Newcomer.Id, host, everything))
        );
        callers.Add(
            new("former party", Place.Former, null, null, await api.AsAsync(partnership.Mission.Id, host, everything))
        );
        foreach (var (machine, scopes) in Rows.Machines)
        {
            callers.Add(
                new(
                    $"machine with {string.Join(' ', scopes)}",
                    Place.Own,
                    null,
                    machine,
                    await MachineAsync(partnership, scopes)
                )
            );
        }

        return callers;
    }

    private static async Task<HttpClient> ExpiredAsync(Partnership partnership)
    {
        var now = partnership.Api.Clock.Now;
        var user = User.Add(
            "Test Testsson",
            new Membership(partnership.Municipality.Id, Enum.GetValues<Role>(), DateOnly.MinValue, null),
            now
        );
        var (token, stored) = AccessToken.Issue(
            user.Id,
            partnership.Municipality.Id,
            now.AddHours(-1),
            TimeSpan.FromMinutes(59)
        );
        await partnership.Api.ArrangeAsync(user, stored);
        return With(partnership.Host, token);
    }

    private static async Task<HttpClient> MachineAsync(Partnership partnership, string[] scopes)
    {
        var now = partnership.Api.Clock.Now;
        var by = new Actor(Guid.CreateVersion7(), partnership.Municipality.Id, now, partnership.Today);
        var (client, _) = MachineClient.Create("Ett system", scopes, null, 0, by);
        var (token, stored) = AccessToken.Issue(client, scopes, now);
        await partnership.Api.ArrangeAsync(client, stored);
        return With(partnership.Host, token);
    }

    private static HttpClient With(WebApplicationFactory<Program> host, string token)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
