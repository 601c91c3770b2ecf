using System.Security.Cryptography;
using System.Text.Json;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>What a mailed link is for.</summary>
internal enum LinkPurpose
{
    ResetPassword,
    ConfirmEmail,
}

/// <summary>
/// The secret part of a mailed link: whose account, for what, until when, encrypted. It holds the account's security stamp,
/// so that it is spent by being used and by every other change of how one signs in; nothing has to be stored.
/// </summary>
internal sealed class MailedLinks(IopDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _links = protection.CreateProtector("mailed-links");

    /// <summary>How long each is good.</summary>
    public static TimeSpan LifetimeOf(LinkPurpose purpose) =>
        purpose == LinkPurpose.ResetPassword ? TimeSpan.FromHours(1) : TimeSpan.FromDays(2);

    /// <param name="account">Whose.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="email">The address that it shows to be the user's.</param>
    public string Make(Account account, LinkPurpose purpose, string email) =>
        _links.Protect(
            JsonSerializer.Serialize(
                new Link(account.Id, purpose, account.SecurityStamp, email, clock.GetUtcNow() + LifetimeOf(purpose))
            )
        );

    /// <exception cref="RuleViolationException">When it is no link for this, or is spent or too old.</exception>
    public async Task<(Account Account, string Email)> OpenAsync(
        string token,
        LinkPurpose purpose,
        CancellationToken cancellationToken
    )
    {
        Link? link;
        try
        {
            link = JsonSerializer.Deserialize<Link>(_links.Unprotect(token));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            link = null;
        }

        if (link is not null && link.Purpose == purpose && link.ExpiresAt > clock.GetUtcNow())
        {
            var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == link.AccountId, cancellationToken);
            if (account is not null && string.Equals(account.SecurityStamp, link.Stamp, StringComparison.Ordinal))
            {
                return (account, link.Email);
            }
        }

        throw new RuleViolationException(AccountRules.LinkSpent);
    }

    private sealed record Link(
        Guid AccountId,
        LinkPurpose Purpose,
        string Stamp,
        string Email,
        DateTimeOffset ExpiresAt
    );
}
