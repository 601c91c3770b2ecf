using System.Security.Cryptography;

namespace IopRegistry.Api.Messaging;

/// <summary>Chance, which a test can take out.</summary>
public class Jitter
{
    private const int Steps = 1_000;

    /// <returns>From 0 to 1.</returns>
    public virtual double Next() => RandomNumberGenerator.GetInt32(Steps + 1) / (double)Steps;
}
