using System.Net;
using IopRegistry.Api.Demo;
using IopRegistry.Api.Http;
using IopRegistry.Api.Keys;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Hosting;

/// <summary>What is fine on a developer's machine and dangerous anywhere else. An installation does not start with it.</summary>
internal static class DangerousDefaults
{
    /// <summary>Neither a developer's machine nor a test: people's data is here.</summary>
    public static bool IsInstalled(this IHostEnvironment environment) =>
        !environment.IsDevelopment() && !environment.IsEnvironment("Testing");

    /// <exception cref="StartupException">With one line for everything that is dangerous.</exception>
    public static void Refuse(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsInstalled() && Find(configuration) is { Count: > 0 } found)
        {
            throw new StartupException(ExitCode.Configuration, string.Join('\n', found));
        }
    }

    /// <exception cref="StartupException">When people can sign in with tokens that stand in the source code.</exception>
    public static async Task RefuseDemoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsInstalled())
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        var hashes = DemoPeople.SignIns.Select(person => AccessToken.HashOf(person.Token)).ToList();
        if (
            await scope
                .ServiceProvider.GetRequiredService<IopDbContext>()
                .AccessTokens.AnyAsync(token => hashes.Contains(token.Hash), cancellationToken)
        )
        {
            throw new StartupException(
                ExitCode.Configuration,
                "This database has the demo's people, whose tokens everybody knows; use another database."
            );
        }
    }

    /// <summary>All of it at once, so that nobody mends one after the other.</summary>
    public static IReadOnlyList<string> Find(IConfiguration configuration)
    {
        List<string> found = [];
        try
        {
            MasterKeys.From(configuration);
        }
        catch (StartupException refusal)
        {
            found.Add(refusal.Message);
        }

        var proxies = Proxies.From(configuration);
        if (proxies.Any(network => network.PrefixLength == 0))
        {
            found.Add("Proxy__Addresses names every address there is: then anybody can say who they are.");
        }

        if (configuration.GetValue<bool>("FORWARDEDHEADERS_ENABLED"))
        {
            found.Add(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes anybody about who they are; name the proxies in Proxy__Addresses instead."
            );
        }

        if (proxies.Count == 0 && InClear(configuration) is { } address)
        {
            found.Add(
                $"{address} answers other machines in clear: give Kestrel a certificate and an https address, "
                    + "or name the proxies that do it in Proxy__Addresses, or listen on 127.0.0.1."
            );
        }

        if (!string.IsNullOrEmpty(configuration["Database:EmbeddedPath"]))
        {
            found.Add("Database__EmbeddedPath is for development: the product's own database has no password.");
        }

        if (CrossOrigin.Origins(configuration).Contains("*", StringComparer.Ordinal))
        {
            found.Add("Cors__Origins is *: name the addresses whose pages may call the API.");
        }

        if (!configuration.GetValue("RateLimit:Enabled", defaultValue: true))
        {
            found.Add("RateLimit__Enabled is false: then passwords can be tried as fast as the product answers.");
        }

        if (
            configuration["Mail:Host"] is { Length: > 0 } mail
            && !configuration.GetValue("Mail:Tls", defaultValue: true)
            && !IsLoopback(mail)
        )
        {
            found.Add($"Mail__Tls is false: e-mail, and what it lets its reader do, would go to {mail} in clear.");
        }

        return found;
    }

    /// <summary>The first address that takes calls from other machines without TLS; null when there is none.</summary>
    private static string? InClear(IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(e => e["Url"] ?? "")
            .ToList();
        var urls = Split(configuration["urls"]);
        var addresses =
            endpoints.Count > 0 ? endpoints
            : urls.Count > 0 ? urls
            : Split(configuration["http_ports"]).ConvertAll(port => $"http://*:{port}");
        return addresses.Find(address =>
            address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !IsLoopback(BindingAddress.Parse(address).Host)
        );
    }

    private static List<string> Split(string? list) =>
        [.. (list ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
