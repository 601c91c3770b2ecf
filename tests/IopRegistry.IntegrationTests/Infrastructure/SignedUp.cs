using System.Net.Http.Headers;
using System.Net.Http.Json;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>Somebody with an account, as an invitation makes one.</summary>
internal sealed record SignedUp(User User, string Email, WebApplicationFactory<Program> Host)
{
    public const string Password = "fyra ord på rad";

    private static int _count;

    public static async Task<SignedUp> AddAsync(
        WebApplicationFactory<Program> host,
        Guid organisationId,
        params Role[] roles
    )
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var membership = new Membership(organisationId, roles, DateOnly.MinValue, null);
        var user = User.Add("Test Testsson", membership, now);
        var email = $"person{Interlocked.Increment(ref _count)}@exempelkoping.example";
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        db.AddRange(user, accounts.Prepare(user.Id, email, Password, emailConfirmed: true));
        await db.SaveChangesAsync();
        return new SignedUp(user, email, host);
    }

    public async Task<HttpResponseMessage> TrySignInAsync(object? body = null)
    {
        using var http = Host.CreateClient();
        return await http.PostAsJsonAsync("/iop/v1/sessions", body ?? Body(), StrictJson.Options);
    }

    public object Body(string? password = null, string? code = null, string? recoveryCode = null) =>
        new
        {
            email = Email,
            password = password ?? Password,
            code,
            recoveryCode,
        };

    public async Task<SessionTokens> SignInAsync(object? body = null)
    {
        using var response = await TrySignInAsync(body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.ReadAsync<SessionTokens>();
    }

    /// <summary>A client with a new session.</summary>
    public async Task<HttpClient> ClientAsync() => With((await SignInAsync()).AccessToken!);

    public HttpClient With(string token)
    {
        var http = Host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
