using IopRegistry.Api.Hosting;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Keys;

/// <summary>Data protection whose keys every node shares through the database, sealed with a master key that is not there.</summary>
internal static class KeysSetup
{
    /// <summary>Part of every key's derivation: with another name nothing that was protected before opens again.</summary>
    private const string ApplicationName = "IopRegistry";

    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton(provider => MasterKeys.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<KeysInDatabase>();
        services.AddSingleton<ISecretSeal, SecretSeal>();
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceProvider>(
                (keys, provider) =>
                {
                    keys.XmlRepository = provider.GetRequiredService<KeysInDatabase>();
                    keys.XmlEncryptor = new NullXmlEncryptor(); // the repository seals whole rows, names and dates included
                }
            );
        // The framework would read the keys while the host starts, swallow what goes wrong and wait for databases that are
        // not there; RequireOpenableKeysAsync says it in one line instead.
        foreach (
            var early in services
                .Where(service =>
                    service.ServiceType == typeof(IHostedService)
                    && service.ImplementationType?.Assembly == typeof(IKeyManager).Assembly
                )
                .ToList()
        )
        {
            services.Remove(early);
        }

        return services;
    }

    /// <exception cref="StartupException">When no master key is configured.</exception>
    public static void RequireMasterKey(this IServiceProvider services) => services.GetRequiredService<MasterKeys>();

    /// <summary>Before the first request, because a node that cannot open what the others protect signs everybody out.</summary>
    /// <exception cref="StartupException">When a key was sealed with a master key that this node does not have.</exception>
    public static async Task RequireOpenableKeysAsync(
        this IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var master = services.GetRequiredService<MasterKeys>();
        await using var scope = services.CreateAsyncScope();
        var used = await scope
            .ServiceProvider.GetRequiredService<IopDbContext>()
            .DataProtectionKeys.Select(key => key.MasterKeyId)
            .Distinct()
            .ToListAsync(cancellationToken);
        if (used.Find(id => !master.Has(id)) is { } missing)
        {
            throw new StartupException(
                ExitCode.Configuration,
                $"The keys in this database were sealed with another master key ({missing}) than Keys__Encryption ({master.CurrentId}): "
                    + "configure that one, or name it in Keys__Previous while keys are changed."
            );
        }
    }
}
