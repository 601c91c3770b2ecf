using System.Text.Json;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Identity;

/// <summary>
/// What a browser is asked to prove with a passkey. The question's state goes to the browser and back, encrypted, so that any
/// node can judge the answer; it is good for five minutes and for one answer.
/// </summary>
internal sealed class PasskeyQuestions(
    IopDbContext db,
    IPasskeyHandler<Account> handler,
    UserManager<Account> manager,
    IDataProtectionProvider protection,
    TimeProvider clock,
    IHttpContextAccessor accessor
)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _states = protection.CreateProtector("passkey-questions");

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>The question by which a passkey is made for an account.</summary>
    public async Task<PasskeyQuestion> AskForNewAsync(Account account, string name)
    {
        var asked = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account.Id.ToString(),
                Name = account.Email,
                DisplayName = name,
            },
            Context
        );
        return Ask(asked.CreationOptionsJson, asked.AttestationState, account.Id);
    }

    /// <summary>The question by which anybody signs in, without saying who.</summary>
    public async Task<PasskeyQuestion> AskForAnyAsync()
    {
        var asked = await handler.MakeRequestOptionsAsync(null, Context);
        return Ask(asked.RequestOptionsJson, asked.AssertionState, Guid.Empty);
    }

    /// <exception cref="RuleViolationException">When the answer does not fit.</exception>
    public async Task AddAsync(
        Account account,
        string name,
        JsonElement credential,
        string state,
        CancellationToken cancellationToken
    )
    {
        var question = await SpendAsync(state, account.Id, cancellationToken);
        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = Context,
                CredentialJson = credential.GetRawText(),
                AttestationState = question,
            }
        );
        if (!result.Succeeded || !string.Equals(result.UserEntity.Id, account.Id.ToString(), StringComparison.Ordinal))
        {
            throw new RuleViolationException(AccountRules.PasskeyRefused);
        }

        result.Passkey.Name = name;
        Succeed(await manager.AddOrUpdatePasskeyAsync(account, result.Passkey));
    }

    /// <returns>Whose passkey it is.</returns>
    /// <exception cref="RuleViolationException">When the answer does not fit.</exception>
    public async Task<Account> FindAsync(JsonElement credential, string state, CancellationToken cancellationToken)
    {
        var question = await SpendAsync(state, Guid.Empty, cancellationToken);
        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = Context,
                CredentialJson = credential.GetRawText(),
                AssertionState = question,
            }
        );
        if (!result.Succeeded)
        {
            throw new RuleViolationException(AccountRules.PasskeyRefused);
        }

        Succeed(await manager.AddOrUpdatePasskeyAsync(result.User, result.Passkey)); // with its new counter
        return result.User;
    }

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new RuleViolationException(AccountRules.PasskeyRefused);
        }
    }

    private PasskeyQuestion Ask(string options, string? state, Guid accountId)
    {
        var kept = JsonSerializer.Serialize(new Kept(state, accountId, clock.GetUtcNow() + Good));
        return new PasskeyQuestion(JsonSerializer.Deserialize<JsonElement>(options), _states.Protect(kept));
    }

    /// <summary>Judges nothing yet; whoever answers twice is refused the second time, whichever node is asked.</summary>
    private async Task<string?> SpendAsync(string state, Guid accountId, CancellationToken cancellationToken)
    {
        Kept? kept = null;
        var plain = "";
        try
        {
            plain = _states.Unprotect(state);
            kept = JsonSerializer.Deserialize<Kept>(plain);
        }
        catch (Exception exception)
            when (exception is System.Security.Cryptography.CryptographicException or FormatException or JsonException)
        {
            // refused below
        }

        var hash = AccessToken.HashOf(plain); // of what it says: the same can be written in more than one way
        if (
            kept is null
            || kept.AccountId != accountId
            || kept.ExpiresAt <= clock.GetUtcNow()
            || await db.SpentChallenges.AnyAsync(c => c.Hash == hash, cancellationToken)
        )
        {
            throw new RuleViolationException(AccountRules.PasskeyRefused);
        }

        // Saved with what the answer leads to: two answers at once break the key, and the second is undone.
        db.Add(new SpentChallenge { Hash = hash, ExpiresAt = kept.ExpiresAt });
        return kept.State;
    }

    private sealed record Kept(string? State, Guid AccountId, DateTimeOffset ExpiresAt);
}

/// <summary>A question for a browser's authenticator.</summary>
/// <param name="Options">For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON.</param>
/// <param name="State">To be sent back with the answer, within five minutes.</param>
public sealed record PasskeyQuestion(JsonElement Options, string State);
