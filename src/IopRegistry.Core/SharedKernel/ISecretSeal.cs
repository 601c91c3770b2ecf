namespace IopRegistry.SharedKernel;

/// <summary>Makes a secret that has to be used again unreadable for whoever has only the database.</summary>
public interface ISecretSeal
{
    /// <param name="purpose">What the secret is; sealed as one thing, it does not open as another.</param>
    /// <param name="secret">In clear.</param>
    string Seal(string purpose, string secret);

    /// <exception cref="System.Security.Cryptography.CryptographicException">When its key is gone, or it was changed.</exception>
    string Open(string purpose, string sealedSecret);
}
