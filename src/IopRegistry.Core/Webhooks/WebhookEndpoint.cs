using IopRegistry.SharedKernel;

namespace IopRegistry.Webhooks;

public sealed record WebhookEndpointChanged(Guid EndpointId, DateTimeOffset OccurredAt) : IDomainEvent;

public enum WebhookEndpointState
{
    Active,

    /// <summary>Switched off by its organisation.</summary>
    Paused,

    /// <summary>The receiver answered 410 Gone.</summary>
    Gone,

    /// <summary>Taken away. Kept only for what was sent to it.</summary>
    Deleted,
}

/// <summary>An address of an organisation's own system that is told what happens to the organisation's agreements.</summary>
public sealed class WebhookEndpoint : AggregateRoot
{
    public const int NameMaxLength = 200;
    public const int UrlMaxLength = 1_000;
    public const int MostOfAnOrganisation = 20;

    /// <summary>How long the secret before the newest still signs.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private WebhookEndpoint() { }

    public Guid OrganisationId { get; private init; }

    public string Name { get; private set; } = "";

    public string Url { get; private set; } = "";

    /// <summary>What it is told; everything when empty.</summary>
    public IReadOnlyList<string> Types { get; private set; } = [];

    public WebhookEndpointState State { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<WebhookSecret> Secrets { get; private set; } = [];

    /// <summary>Who made it, and is told when it fails.</summary>
    public Guid OwnerId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The receiver asked to be left alone until then (429 or 503 with Retry-After); not a change of the endpoint.</summary>
    public DateTimeOffset? QuietUntil { get; private set; }

    public static WebhookEndpoint Create(
        string name,
        string url,
        IReadOnlyList<string> types,
        int existing,
        bool allowPrivate,
        ISecretSeal seal,
        Actor by
    )
    {
        Require(existing < MostOfAnOrganisation, WebhookRules.TooMany);
        var endpoint = new WebhookEndpoint
        {
            OrganisationId = by.OrganisationId,
            OwnerId = by.UserId,
            Secrets = [WebhookSecret.Create(seal, by.At)],
            CreatedAt = by.At,
        };
        endpoint.Apply(name, url, types, WebhookEndpointState.Active, allowPrivate, by);
        return endpoint;
    }

    /// <summary>States all of it anew. Active again, it gets what waited when it was paused and what is told from then on.</summary>
    public void Change(string name, string url, IReadOnlyList<string> types, bool active, bool allowPrivate, Actor by)
    {
        var state =
            active ? WebhookEndpointState.Active
            : State == WebhookEndpointState.Gone ? WebhookEndpointState.Gone
            : WebhookEndpointState.Paused;
        Apply(name, url, types, state, allowPrivate, by);
    }

    /// <summary>The new secret signs from now on; the one before it signs as well for a day.</summary>
    public WebhookSecret RotateSecret(ISecretSeal seal, Actor by)
    {
        var secret = WebhookSecret.Create(seal, by.At);
        var last = Secrets[0] with { ExpiresAt = by.At + Overlap };
        Secrets = [secret, last];
        Changed(by.At);
        return secret;
    }

    public void Delete(Actor by)
    {
        (State, Secrets) = (WebhookEndpointState.Deleted, []);
        Changed(by.At);
    }

    /// <summary>The receiver said that it is gone for good.</summary>
    public void Gone(DateTimeOffset at)
    {
        if (State == WebhookEndpointState.Active)
        {
            State = WebhookEndpointState.Gone;
            Changed(at);
        }
    }

    /// <summary>One signature for each secret that is valid.</summary>
    public string Signatures(ISecretSeal seal, string id, DateTimeOffset at, string body) =>
        string.Join(
            ' ',
            Secrets
                .Where(secret => secret.IsValidAt(at))
                .Select(secret => WebhookSecret.Sign(secret.Open(seal), id, at.ToUnixTimeSeconds(), body))
        );

    public bool Wants(string type) => Types.Count == 0 || Types.Contains(type, StringComparer.Ordinal);

    private void Apply(
        string name,
        string url,
        IReadOnlyList<string> types,
        WebhookEndpointState state,
        bool allowPrivate,
        Actor by
    )
    {
        if (WebhookRules.WhyNot(url, allowPrivate) is { } refusal)
        {
            throw new RuleViolationException(refusal);
        }

        List<string> wanted = [.. types.Distinct(StringComparer.Ordinal)];
        if ((name, url, state) == (Name, Url, State) && wanted.SequenceEqual(Types, StringComparer.Ordinal))
        {
            return;
        }

        (Name, Url, State, Types, QuietUntil) = (name, url, state, wanted, null);
        Changed(by.At);
    }

    private void Changed(DateTimeOffset at)
    {
        UpdatedAt = at;
        Raise(new WebhookEndpointChanged(Id, at));
    }
}
