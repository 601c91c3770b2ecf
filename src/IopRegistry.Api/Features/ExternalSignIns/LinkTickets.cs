using System.Security.Cryptography;
using System.Text.Json;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;

namespace IopRegistry.Api.Features.ExternalSignIns;

/// <summary>
/// What a browser takes along that links an outside sign-in. Made by a call that another site cannot forge and good in that
/// session only: otherwise somebody could have a stranger's browser link the wrong outside account.
/// </summary>
internal sealed class LinkTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _tickets = protection.CreateProtector("link-tickets");

    public string Make(Guid accountId, string provider, Guid sessionId) =>
        _tickets.Protect(
            JsonSerializer.Serialize(new Ticket(accountId, provider, sessionId, clock.GetUtcNow() + Good))
        );

    /// <returns>The account to link to.</returns>
    /// <exception cref="RuleViolationException">When it is another session's, another provider's or too old.</exception>
    public Guid Open(string text, string provider, CurrentUser user)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(_tickets.Unprotect(text))!;
            if (
                ticket.SessionId == user.SessionIfAny
                && string.Equals(ticket.Provider, provider, StringComparison.Ordinal)
                && ticket.ExpiresAt > clock.GetUtcNow()
            )
            {
                return ticket.AccountId;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            // said below, like every other reason
        }

        throw new RuleViolationException(AccountRules.LinkSpent);
    }

    private sealed record Ticket(Guid AccountId, string Provider, Guid SessionId, DateTimeOffset ExpiresAt);
}
