namespace IopRegistry.Api.Http;

/// <summary>Configuration section RateLimit.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>False switches limits and their headers off.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Calls per window for a client that is signed in.</summary>
    public int PermitLimit { get; set; } = 600;

    /// <summary>Calls per window for an address that is not.</summary>
    public int AnonymousPermitLimit { get; set; } = 60;

    /// <summary>
    /// Attempts to sign in per window and address, whoever they are for. A whole organisation may sit behind one address;
    /// guessing one account is stopped by its lock.
    /// </summary>
    public int SignInPermitLimit { get; set; } = 30;

    public int WindowSeconds { get; set; } = 60;

    /// <summary>Whether nodes tell each other what they count; null: everywhere but in Testing.</summary>
    public bool? Shared { get; set; }
}

/// <summary>Endpoint metadata: never limited (health probes).</summary>
public sealed class NotRateLimited;

/// <summary>Endpoint metadata: counted by address with <see cref="RateLimitOptions.SignInPermitLimit"/>.</summary>
public sealed class ThrottledSignIn;
