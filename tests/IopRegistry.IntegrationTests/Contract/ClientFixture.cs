using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using IopRegistry.Api.Demo;
using IopRegistry.IntegrationTests.Infrastructure;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Contract;

/// <summary>The product behind a socket of its own, with the organisations and sign-ins of the demo.</summary>
public sealed class ClientFixture : IAsyncLifetime
{
    private readonly ApiFixture _api = new();
    private WebApplicationFactory<Program> _host = null!;
    private string _address = null!;

    /// <summary>What the walks in tests/clients take.</summary>
    public IReadOnlyList<string> Arguments =>
        [
            _address + "/iop/v1",
            "Kvinnojouren Ängeln i Exempelköping",
            "Exempelköpings kommun",
            "demo-jouren",
            "demo-kommun-jurist",
            "demo-kommun-signerare",
        ];

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _host = _api.With(_ => { });
        _host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _host.StartServer();
        _address = _host
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();

        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IopDbContext>();
        DemoPeople.Add(db, _api.Clock.GetUtcNow());
        await db.SaveChangesAsync();
    }

    public async Task<JsonElement> ListAsync(string reference)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-jouren");
        return JsonDocument
            .Parse(await http.GetStringAsync($"{_address}/iop/v1/agreements?text={reference}"))
            .RootElement;
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await ((IAsyncLifetime)_api).DisposeAsync();
    }
}
