using System.Text.Json.Serialization;
using IopRegistry.Api.Http;
using IopRegistry.Identity;

namespace IopRegistry.Api.Features.MachineClients;

public enum MachineClientState
{
    Active,

    /// <summary>For good: neither its secrets nor its tokens work.</summary>
    Revoked,

    /// <summary>None of its secrets is valid any more; it needs a new one.</summary>
    WithoutSecret,
}

/// <summary>A system of the caller's organisation that signs in by itself.</summary>
/// <param name="Id">What it signs in as: client_id.</param>
/// <param name="Name">What the organisation calls it.</param>
/// <param name="Scopes">What it may do, and nothing else.</param>
/// <param name="State">Active, revoked for good, or without a valid secret.</param>
/// <param name="Secrets">The secrets that are valid, the newest last; at most two.</param>
/// <param name="LastUsedAt">When it last got a token, to the minute.</param>
/// <param name="CreatedBy">The user who made it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="ClientSecret">What it signs in with. Only shown when it is made.</param>
/// <param name="Links">What the caller may do with it.</param>
public sealed record MachineClientView(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    MachineClientState State,
    IReadOnlyList<MachineSecretView> Secrets,
    DateTimeOffset? LastUsedAt,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? ClientSecret,
    [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
)
{
    internal static MachineClientView Of(MachineClient client, DateOnly today, HttpContext http, string? secret = null)
    {
        var address = Address(client.Id, http);
        var valid = client
            .Secrets.Where(s => s.IsValidOn(today) && client.RevokedAt is null)
            .OrderBy(s => s.CreatedAt)
            .ThenBy(s => s.Id)
            .ToList();
        return new(
            client.Id,
            client.Name,
            client.Scopes,
            client.RevokedAt is not null ? MachineClientState.Revoked
                : valid.Count == 0 ? MachineClientState.WithoutSecret
                : MachineClientState.Active,
            [.. valid.Select(s => new MachineSecretView(s.Id, s.Hint, s.CreatedAt, s.ExpiresOn, s.LastUsedAt))],
            client.Secrets.Max(s => s.LastUsedAt),
            client.CreatedBy,
            client.CreatedAt,
            client.UpdatedAt,
            secret,
            client.RevokedAt is not null
                ? [new(address, HttpMethods.Get, "self")]
                :
                [
                    new(address, HttpMethods.Get, "self"),
                    new(address, HttpMethods.Put, "update"),
                    new($"{address}/revocations", HttpMethods.Post, "revoke"),
                    .. valid.Count < MachineClient.MostSecrets
                        ? [new Link($"{address}/secrets", HttpMethods.Post, "add-secret")]
                        : valid.Select(s => new Link($"{address}/secrets/{s.Id}", HttpMethods.Delete, "end-secret")),
                ]
        );
    }

    internal static string Address(Guid clientId, HttpContext http) =>
        Addresses.Absolute(http, $"{HttpSetup.BasePath}/machine-clients/{clientId}");
}

/// <param name="Id">The secret's own id, to end it by.</param>
/// <param name="Hint">Its last four characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresOn">Its last day.</param>
/// <param name="LastUsedAt">When a token was last got with it, to the minute.</param>
public sealed record MachineSecretView(
    Guid Id,
    string Hint,
    DateTimeOffset CreatedAt,
    DateOnly ExpiresOn,
    DateTimeOffset? LastUsedAt
);
