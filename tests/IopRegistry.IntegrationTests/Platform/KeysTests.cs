using System.Security.Cryptography;
using System.Text;
using IopRegistry.Api.Keys;
using IopRegistry.IntegrationTests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IopRegistry.IntegrationTests.Platform;

public sealed class KeysTests
{
    private static readonly string Other = TestKeys.Of("another master key");

    [Fact]
    public async Task What_one_node_protects_another_opens_and_the_database_alone_does_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = Node(database);
        await using var two = Node(database);

        var secret = Protector(one).Protect("hemligt");

        Assert.Equal("hemligt", Protector(two).Unprotect(secret));
        Assert.ThrowsAny<CryptographicException>(() => Protector(two, "another purpose").Unprotect(secret));
        await using var db = database.Open();
        var rows = await db.DataProtectionKeys.ToListAsync();
        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            row =>
            {
                Assert.DoesNotContain("descriptor", Encoding.UTF8.GetString(row.Sealed), StringComparison.Ordinal);
                Assert.Equal(16, row.MasterKeyId.Length);
            }
        );
    }

    [Fact]
    public async Task A_revoked_key_is_revoked_on_every_node()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = Node(database);
        var secret = Protector(one).Protect("hemligt");

        one.Services.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.MaxValue, "a stolen backup");

        await using var two = Node(database);
        Assert.ThrowsAny<CryptographicException>(() => Protector(two).Unprotect(secret));
    }

    [Fact]
    public async Task The_master_key_can_be_changed_and_a_node_without_the_old_one_does_not_start_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        string secret;
        await using (var node = Node(database))
        {
            secret = Protector(node).Protect("hemligt");
        }

        await using (var migrate = Product.Start(Production(database, TestKeys.Master), "migrate"))
        {
            Assert.Equal(0, await migrate.ExitsAsync()); // the job store's tables
        }

        await using (var refused = Product.Start(Production(database, Other)))
        {
            Assert.Equal(78, await refused.ExitsAsync());
            Assert.Contains("another master key", Assert.Single(refused.Errors), StringComparison.Ordinal);
        }

        await using (var refused = Product.Start(Production(database, Other), "reseal-keys"))
        {
            Assert.Equal(78, await refused.ExitsAsync());
        }

        var both = Production(database, Other);
        both["Keys__Previous"] = TestKeys.Master;
        for (var times = 1; times >= 0; times--)
        {
            await using var reseal = Product.Start(both, "reseal-keys");
            Assert.Equal(0, await reseal.ExitsAsync());
            Assert.StartsWith($"{times} of 1 keys", Assert.Single(reseal.Output), StringComparison.Ordinal);
        }

        await using var after = Node(database, Other);
        Assert.Equal("hemligt", Protector(after).Unprotect(secret));
    }

    [Fact]
    public async Task Production_without_a_master_key_says_how_to_make_one()
    {
        await using var product = Product.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__IopRegistry"] = "Host=127.0.0.1;Port=1",
            }
        );

        Assert.Equal(78, await product.ExitsAsync());
        Assert.Contains("openssl rand -base64 32", Assert.Single(product.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    public void What_is_no_key_is_not_taken_for_one(string text)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Keys(text));

        Assert.Contains("32 bytes in Base64", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sealed_opens_only_as_it_was_sealed()
    {
        var keys = Keys(TestKeys.Master);
        var (content, context) = ("content"u8.ToArray(), "row 1"u8.ToArray());
        var sealedContent = keys.Seal(content, context);
        var changed = (byte[])sealedContent.Clone();
        changed[^1] ^= 1;

        Assert.Equal(content, keys.Open(keys.CurrentId, sealedContent, context));
        Assert.NotEqual(sealedContent, keys.Seal(content, context));
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(keys.CurrentId, changed, context));
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(keys.CurrentId, sealedContent, "row 2"u8));
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(keys.CurrentId, sealedContent.AsSpan(0, 8), context));
        Assert.ThrowsAny<CryptographicException>(() => Keys(Other).Open(keys.CurrentId, sealedContent, context));
        var changing = Keys(Other, TestKeys.Master);
        Assert.Equal(content, changing.Open(keys.CurrentId, sealedContent, context));
        Assert.NotEqual(keys.CurrentId, changing.CurrentId);
    }

    private static MasterKeys Keys(string encryption, string previous = "") =>
        MasterKeys.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new(MasterKeys.EncryptionSetting, encryption),
                    new(MasterKeys.PreviousSetting, previous),
                ])
                .Build()
        );

    private static WebApplicationFactory<Program> Node(TestDatabase database, string? master = null) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
            host.UseEnvironment("Testing").UseDatabase(database).UseSetting(TestKeys.Setting, master ?? TestKeys.Master)
        );

    private static IDataProtector Protector(WebApplicationFactory<Program> node, string purpose = "a purpose") =>
        node.Services.GetDataProtector(purpose);

    private static Dictionary<string, string> Production(TestDatabase database, string master) =>
        new(database.Environment, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Keys__Encryption"] = master,
        };
}
