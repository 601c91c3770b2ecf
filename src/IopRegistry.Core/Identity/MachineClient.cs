using System.Security.Cryptography;
using System.Text;
using IopRegistry.SharedKernel;

namespace IopRegistry.Identity;

public sealed record MachineClientChanged(Guid ClientId, DateTimeOffset OccurredAt) : IDomainEvent;

/// <summary>A system of an organisation, such as its finance system, that signs in with a secret and acts within its scopes.</summary>
public sealed class MachineClient : AggregateRoot
{
    public const int NameMaxLength = 200;
    public const int MostOfAnOrganisation = 50;

    /// <summary>Two, so that a new one can be taken into use before the old one is ended.</summary>
    public const int MostSecrets = 2;

    /// <summary>How long its tokens are good.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    private readonly List<MachineSecret> _secrets = [];

    private MachineClient() { }

    /// <summary>Has no secret, so that asking for an unknown client costs what asking for a known one does.</summary>
    public static MachineClient Nobody { get; } = new();

    public Guid OrganisationId { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>In the order of <see cref="Identity.Scopes.All"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>All that ever were, also those that are ended.</summary>
    public IReadOnlyList<MachineSecret> Secrets => _secrets;

    public Guid CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>For good; from then on neither its secrets nor its tokens work.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public static (MachineClient Client, string Secret) Create(
        string name,
        IReadOnlyList<string> scopes,
        DateOnly? expiresOn,
        int existing,
        Actor by
    )
    {
        Require(existing < MostOfAnOrganisation, MachineClientRules.TooMany);
        var client = new MachineClient
        {
            OrganisationId = by.OrganisationId,
            CreatedBy = by.UserId,
            CreatedAt = by.At,
        };
        client.Apply(name, scopes, by);
        return (client, client.Add(expiresOn, by));
    }

    public void Change(string name, IReadOnlyList<string> scopes, Actor by)
    {
        Require(RevokedAt is null, MachineClientRules.Revoked);
        Apply(name, scopes, by);
    }

    /// <returns>The secret itself, for the only time.</returns>
    public string AddSecret(DateOnly? expiresOn, Actor by)
    {
        Require(RevokedAt is null, MachineClientRules.Revoked);
        Require(_secrets.Count(secret => secret.IsValidOn(by.Today)) < MostSecrets, MachineClientRules.SecretsFull);
        return Add(expiresOn, by);
    }

    /// <returns>False when there is no such secret, or none that is still good.</returns>
    public bool EndSecret(Guid secretId, Actor by)
    {
        Require(RevokedAt is null, MachineClientRules.Revoked);
        if (_secrets.Find(s => s.Id == secretId && s.IsValidOn(by.Today)) is not { } secret)
        {
            return false;
        }

        Require(_secrets.Exists(other => other != secret && other.IsValidOn(by.Today)), MachineClientRules.LastSecret);
        secret.End(by.At);
        Changed(by.At);
        return true;
    }

    public void Revoke(Actor by)
    {
        Require(RevokedAt is null, MachineClientRules.Revoked);
        RevokedAt = by.At;
        Changed(by.At);
    }

    /// <summary>Which secret that is; null for none that is good. Takes as long for any guess as for any other.</summary>
    public MachineSecret? Find(string secret, DateOnly today)
    {
        var hash = Encoding.ASCII.GetBytes(AccessToken.HashOf(secret));
        MachineSecret? found = null;
        foreach (var candidate in _secrets)
        {
            if (
                CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(candidate.Hash))
                && candidate.IsValidOn(today)
            )
            {
                found = candidate;
            }
        }

        return RevokedAt is null ? found : null;
    }

    private string Add(DateOnly? expiresOn, Actor by)
    {
        var last = by.Today.AddYears(MachineSecret.MostYears);
        var expires = expiresOn ?? by.Today.AddYears(1);
        Require(expires >= by.Today && expires <= last, MachineClientRules.ExpiryOutOfRange(by.Today, last));
        var text = "iops_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _secrets.Add(
            new MachineSecret
            {
                ClientId = Id,
                Hash = AccessToken.HashOf(text),
                Hint = text[^4..],
                CreatedAt = by.At,
                ExpiresOn = expires,
            }
        );
        Changed(by.At);
        return text;
    }

    private void Apply(string name, IReadOnlyList<string> scopes, Actor by)
    {
        for (var i = 0; i < scopes.Count; i++)
        {
            Require(
                Identity.Scopes.All.Contains(scopes[i], StringComparer.Ordinal),
                MachineClientRules.ScopeUnknown(i)
            );
        }

        List<string> wanted = [.. Identity.Scopes.All.Where(scope => scopes.Contains(scope, StringComparer.Ordinal))];
        Require(wanted.Count > 0, MachineClientRules.NoScope);
        if (
            !string.Equals(name, Name, StringComparison.Ordinal)
            || !wanted.SequenceEqual(Scopes, StringComparer.Ordinal)
        )
        {
            (Name, Scopes) = (name, wanted);
            Changed(by.At);
        }
    }

    private void Changed(DateTimeOffset at)
    {
        UpdatedAt = at;
        Raise(new MachineClientChanged(Id, at));
    }
}

/// <summary>256 random bits that a machine client signs in with, stored as their hash.</summary>
public sealed class MachineSecret
{
    public const int MostYears = 2;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ClientId { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Its last characters, so that people can tell two apart.</summary>
    public required string Hint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its last day, in Sweden.</summary>
    public required DateOnly ExpiresOn { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it last got a token, to the minute; written beside the client's own changes.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public bool IsValidOn(DateOnly day) => EndedAt is null && day <= ExpiresOn;

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
