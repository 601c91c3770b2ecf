using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Http;

/// <summary>
/// Idempotency-Key, exactly once. The claim is committed first and alone; the work and its answer are then committed in one
/// transaction that also demands that the claim is still ours. A process that dies in between leaves a claim whose lease
/// runs out; a process that is merely slow finds its claim taken over and undoes its work. Refusals release the key, so
/// that the call can be mended and repeated.
/// </summary>
internal sealed class Idempotency(
    RequestDelegate next,
    IServiceScopeFactory scopes,
    IDataProtectionProvider keys,
    TimeProvider clock
)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int BufferedBeforeDisk = 128 * 1024;

    /// <summary>An answer can hold a secret that is shown once; kept in clear it would be there to read for a day.</summary>
    private readonly IDataProtector _keptBodies = keys.CreateProtector("IopRegistry.IdempotencyRecords.Body");

    public Task InvokeAsync(HttpContext context)
    {
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<HonoursIdempotencyKey>() is null
            || !context.Request.Headers.TryGetValue(Header, out var keys)
            || context.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } user
        )
        {
            return next(context);
        }

        if (
            keys is not [{ Length: >= 1 and <= IdempotencyRecord.KeyMaxLength } key]
            || key.AsSpan().ContainsAnyExceptInRange('!', '~')
        )
        {
            throw ProblemException.InvalidHeader(
                Header,
                "not-a-key",
                new("1–255 synliga ASCII-tecken utan mellanslag.", "1–255 visible ASCII characters without blanks.")
            );
        }

        return OnceAsync(
            context,
            new KeyOwner(Guid.Parse(user), Guid.Parse(context.User.FindFirstValue(CurrentUser.OrganisationClaim)!), key)
        );
    }

    private async Task OnceAsync(HttpContext context, KeyOwner owner)
    {
        context.Request.EnableBuffering(BufferedBeforeDisk);
        var fingerprint = await FingerprintAsync(context.Request);
        var claims = new IdempotencyClaims(scopes, clock);
        var claim = await claims.TakeAsync(owner, fingerprint, context.RequestAborted);
        if (claim.Answer is { } answer)
        {
            await ReplayAsync(context.Response, answer);
            return;
        }

        var client = context.Response.Body;
        using var buffer = new MemoryStream();
        var done = false;
        try
        {
            context.Response.Body = buffer;
            done = await WorkAsync(context, owner, claim.Id, buffer);
        }
        finally
        {
            context.Response.Body = client;
            if (!done)
            {
                await claims.ReleaseAsync(owner, claim.Id);
            }
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(client, context.RequestAborted);
    }

    /// <summary>True when the work and its answer are committed; false when the operation refused by itself.</summary>
    private async Task<bool> WorkAsync(HttpContext context, KeyOwner owner, Guid claimId, MemoryStream buffer)
    {
        var db = context.RequestServices.GetRequiredService<IopDbContext>();
        var attempts = 0;
        return await db
            .Database.CreateExecutionStrategy()
            .ExecuteAsync(
                async cancellationToken =>
                {
                    if (attempts++ > 0)
                    {
                        if (await IsCommittedAsync(db, owner, claimId, cancellationToken))
                        {
                            return true; // the connection broke after the commit and before its confirmation
                        }

                        db.ChangeTracker.Clear();
                        buffer.SetLength(0);
                        context.Request.Body.Position = 0;
                    }

                    await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                    await next(context);
                    await context.Response.BodyWriter.FlushAsync(cancellationToken);
                    if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                    {
                        await transaction.RollbackAsync(cancellationToken);
                        return false;
                    }

                    if (!await StoreAsync(db, owner, claimId, context.Response, buffer, cancellationToken))
                    {
                        await transaction.RollbackAsync(cancellationToken);
                        throw IdempotencyClaims.StillRunning(); // the lease ran out and someone else does it now
                    }

                    await transaction.CommitAsync(cancellationToken);
                    return true;
                },
                context.RequestAborted
            );
    }

    private static Task<bool> IsCommittedAsync(
        IopDbContext db,
        KeyOwner owner,
        Guid claimId,
        CancellationToken cancellationToken
    ) => owner.In(db.IdempotencyRecords).AnyAsync(r => r.ClaimId == claimId && r.StatusCode != null, cancellationToken);

    private async Task<bool> StoreAsync(
        IopDbContext db,
        KeyOwner owner,
        Guid claimId,
        HttpResponse response,
        MemoryStream buffer,
        CancellationToken cancellationToken
    )
    {
        var status = response.StatusCode;
        var location = response.Headers.Location.FirstOrDefault();
        var etag = response.Headers.ETag.FirstOrDefault();
        var contentType = response.ContentType;
        var body = buffer.Length == 0 ? [] : _keptBodies.Protect(buffer.ToArray());
        return await owner
                .In(db.IdempotencyRecords)
                .Where(r => r.ClaimId == claimId)
                .ExecuteUpdateAsync(
                    record =>
                        record
                            .SetProperty(r => r.StatusCode, status)
                            .SetProperty(r => r.Location, location)
                            .SetProperty(r => r.ETag, etag)
                            .SetProperty(r => r.ContentType, contentType)
                            .SetProperty(r => r.Body, body),
                    cancellationToken
                ) == 1;
    }

    private async Task ReplayAsync(HttpResponse response, IdempotencyRecord answer)
    {
        response.StatusCode = answer.StatusCode!.Value;
        response.Headers[ReplayedHeader] = "true";
        response.Headers.Location = answer.Location;
        response.Headers.ETag = answer.ETag;
        response.ContentType = answer.ContentType;
        if (answer.Body is { Length: > 0 } body)
        {
            await response.Body.WriteAsync(_keptBodies.Unprotect(body), response.HttpContext.RequestAborted);
        }
    }

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{request.Method} {request.Path.ToUriComponent()}{request.QueryString}\n")
        );
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Whose key: two clients may use the same one and never see each other's answers.</summary>
internal sealed record KeyOwner(Guid UserId, Guid OrganisationId, string Key)
{
    public IQueryable<IdempotencyRecord> In(IQueryable<IdempotencyRecord> records) =>
        records.Where(r => r.UserId == UserId && r.OrganisationId == OrganisationId && r.Key == Key);
}
