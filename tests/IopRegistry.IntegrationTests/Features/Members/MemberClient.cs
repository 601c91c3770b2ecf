using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using IopRegistry.Api.Features.Members;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Features.Organisations;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Features.Members;

/// <summary>Somebody with a name, signed in.</summary>
internal sealed record Person(Guid Id, string Name, HttpClient Http);

/// <summary>A user as an administrator last saw it.</summary>
internal sealed record SeenMember(MemberView View, string ETag);

internal static class MemberClient
{
    public const string Password = "fyra gula hästar vid ån";

    public static string Members(Guid organisationId) => $"{OrganisationClient.Path(organisationId)}/members";

    public static string Member(Guid organisationId, Guid userId) => $"{Members(organisationId)}/{userId}";

    /// <summary>A user of the organisation with a token, and with an account when there is an address.</summary>
    public static async Task<Person> PersonAsync(
        this ApiFixture api,
        Guid organisationId,
        string name,
        string? email = null,
        WebApplicationFactory<Program>? host = null,
        params Role[] roles
    )
    {
        var now = api.Clock.GetUtcNow();
        var user = User.Add(name, new Membership(organisationId, roles, new(2020, 1, 1), null), now);
        var (token, stored) = AccessToken.Issue(user.Id, organisationId, now, TimeSpan.FromDays(300));
        List<object> entities = [user, stored];
        if (email is not null)
        {
            user.ChangeProfile(email, "sv", now);
            await using var scope = api.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            entities.Add(accounts.Prepare(user.Id, email, Password, emailConfirmed: true));
        }

        await api.ArrangeAsync([.. entities]);
        return new Person(user.Id, name, api.With(token, host));
    }

    /// <summary>A client with the token.</summary>
    public static HttpClient With(this ApiFixture api, string token, WebApplicationFactory<Program>? host = null)
    {
        var client = host?.CreateClient() ?? api.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Signed in with the password that all accounts of these tests have.</summary>
    public static async Task<SessionTokens> SignInAsync(
        this ApiFixture api,
        string email,
        WebApplicationFactory<Program>? host = null
    )
    {
        using var client = host?.CreateClient() ?? api.Anonymous();
        using var response = await client.PostAsJsonAsync("/iop/v1/sessions", new { email, password = Password });
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<SessionTokens>(StrictJson.Options))!;
    }

    public static async Task<SeenMember> MemberAsync(this HttpClient http, Guid organisationId, Guid userId)
    {
        using var response = await http.GetAsync(Member(organisationId, userId));
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return new(
            (await response.Content.ReadFromJsonAsync<MemberView>(StrictJson.Options))!,
            response.Headers.ETag!.ToString()
        );
    }

    /// <summary>As if the few seconds had passed during which a node trusts what it has seen.</summary>
    public static void Forget(this IServiceProvider services) =>
        ((MemoryCache)services.GetRequiredService<IMemoryCache>()).Clear();

    public static async Task<T> AskAsync<T>(this ApiFixture api, Func<IopDbContext, Task<T>> question)
    {
        await using var scope = api.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<IopDbContext>());
    }
}
