using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;

namespace IopRegistry.Api.Keys;

/// <summary>Seals with the keys that all nodes share.</summary>
internal sealed class SecretSeal(IDataProtectionProvider provider) : ISecretSeal
{
    private readonly IDataProtector _root = provider.CreateProtector("IopRegistry.Secrets");

    public string Seal(string purpose, string secret) => _root.CreateProtector(purpose).Protect(secret);

    public string Open(string purpose, string sealedSecret) => _root.CreateProtector(purpose).Unprotect(sealedSecret);
}
