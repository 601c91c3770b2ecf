using IopRegistry.Api.Demo;
using IopRegistry.Api.Hosting;
using IopRegistry.Identity;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class DangerousDefaultsTests
{
    public static TheoryData<string, string, string> Dangerous =>
        new()
        {
            { "Keys:Encryption", "", "Keys__Encryption" },
            { "urls", "http://+:8080", "http://+:8080" },
            { "urls", "https://*:8443;http://10.0.0.7:8080", "http://10.0.0.7:8080" },
            { "urls", "http://[::]:8080", "http://[::]:8080" },
            { "http_ports", "8080", "http://*:8080" },
            { "Kestrel:Endpoints:Public:Url", "http://0.0.0.0:80", "http://0.0.0.0:80" },
            { "Proxy:Addresses", "10.0.0.7, 0.0.0.0/0", "Proxy__Addresses" },
            { "FORWARDEDHEADERS_ENABLED", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED" },
            { "Database:EmbeddedPath", "/data", "Database__EmbeddedPath" },
            { "Cors:Origins", "https://iop.example *", "Cors__Origins" },
            { "Cors:Origins:0", "*", "Cors__Origins" },
            { "RateLimit:Enabled", "false", "RateLimit__Enabled" },
            { "Mail:Tls", "false", "Mail__Tls" },
        };

    [Theory]
    [MemberData(nameof(Dangerous))]
    public void It_is_found_and_named(string setting, string value, string named) =>
        Assert.Contains(named, Assert.Single(Find((setting, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("urls", "https://*:8443")]
    [InlineData("urls", "http://127.0.0.1:5080;http://[::1]:5080;http://localhost:5080")]
    [InlineData("Kestrel:Endpoints:Public:Url", "https://*:443")]
    [InlineData("Proxy:Addresses", "10.0.0.7 10.1.0.0/16 fd00::/8")]
    [InlineData("Cors:Origins", "https://iop.example")]
    [InlineData("Mail:Host", "127.0.0.1")]
    public void What_is_safe_is_left_alone(string setting, string value) => Assert.Empty(Find((setting, value)));

    [Fact]
    public void A_stated_proxy_may_come_in_clear() =>
        Assert.Empty(Find(("urls", "http://+:8080"), ("Proxy:Addresses", "10.0.0.7")));

    [Fact]
    public void A_mail_server_on_the_same_machine_may_do_without_TLS() =>
        Assert.Empty(Find(("Mail:Host", "127.0.0.1"), ("Mail:Tls", "false")));

    [Fact]
    public void A_proxy_that_is_no_address_is_refused() =>
        Assert.Contains(
            "'proxy.example'",
            Assert.ThrowsAny<Exception>(() => Find(("Proxy:Addresses", "proxy.example"))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_start_in_Production_is_refused_with_a_line_for_each()
    {
        await using var product = Product.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__IopRegistry"] = "Host=127.0.0.1;Port=1",
                ["ASPNETCORE_URLS"] = "http://+:0",
                ["Cors__Origins"] = "*",
            }
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Equal(3, product.Errors.Length);
        Assert.Empty(product.Output);
    }

    [Fact]
    public async Task The_people_of_the_demo_do_not_come_to_Production()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.Open())
        {
            var now = TimeProvider.System.GetUtcNow();
            var user = User.Add("Demo", new Membership(Guid.CreateVersion7(), [Role.Legal], default, null), now);
            db.AddRange(
                user,
                AccessToken.Of(
                    DemoPeople.SignIns[0].Token,
                    user.Id,
                    user.Memberships[0].OrganisationId,
                    now,
                    TimeSpan.FromDays(1)
                )
            );
            await db.SaveChangesAsync();
        }

        await using var product = Product.Start(
            new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
            }
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("demo", Assert.Single(product.Errors), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Find(params (string Name, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [TestKeys.Setting] = TestKeys.Master,
            ["Mail:Host"] = "smtp.example",
        };
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        return DangerousDefaults.Find(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
    }
}
