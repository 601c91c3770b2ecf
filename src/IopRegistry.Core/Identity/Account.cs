namespace IopRegistry.Identity;

/// <summary>
/// How a user signs in: an e-mail address that has been shown to be the user's, and a password, passkeys or an outside
/// provider. Has the id of its <see cref="User"/>; a user who only has tokens (grant-access) has none.
/// </summary>
public sealed class Account
{
    /// <summary>Wrong answers in a row before the account is locked.</summary>
    public const int MostFailures = 5;

    public const int SecretMaxLength = 1_000;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public required Guid Id { get; init; }

    /// <summary>What one signs in with.</summary>
    public required string Email { get; set; }

    /// <summary>Upper case; two accounts never share it.</summary>
    public string NormalizedEmail { get; set; } = "";

    public bool EmailConfirmed { get; set; }

    /// <summary>As the framework's hasher writes it; null for whoever has no password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every credential, so that what was sent out before is no longer good.</summary>
    public string SecurityStamp { get; set; } = "";

    public bool TwoFactorEnabled { get; set; }

    /// <summary>The secret of the authenticator app, encrypted.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>The 30-second step of the last code that was accepted: a code is good once.</summary>
    public long LastAuthenticatorStep { get; set; }

    /// <summary>Hashes of the codes that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>Wrong answers in a row; written by one statement, so that answers sent at once are all counted.</summary>
    public int FailedAttempts { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>A passkey (WebAuthn credential) of an account.</summary>
public sealed class Passkey
{
    public const int NameMaxLength = 100;
    public const int MostPerAccount = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the credential's id, which may be longer than an index takes.</summary>
    public required string CredentialHash { get; init; }

    public required PasskeyCredential Credential { get; set; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }
}

/// <summary>What the authenticator said when the passkey was made, and how often it has been used.</summary>
public sealed record PasskeyCredential(
    byte[] Id,
    byte[] PublicKey,
    uint SignCount,
    IReadOnlyList<string>? Transports,
    bool IsUserVerified,
    bool IsBackupEligible,
    bool IsBackedUp,
    byte[] AttestationObject,
    byte[] ClientDataJson
);

/// <summary>An outside identity that signs in to an account. Made by the account's owner while signed in, never by e-mail.</summary>
public sealed class ExternalLogin
{
    public const int ProviderMaxLength = 60;
    public const int SubjectMaxLength = 255;

    public required string Provider { get; init; }

    /// <summary>The provider's own name for the person; never reused, other than an address.</summary>
    public required string Subject { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
