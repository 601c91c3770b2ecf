using System.Globalization;
using IopRegistry.Agreements;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>
/// What every agreement slice does around its one line of domain: find what the caller may see, check If-Match, save with
/// the chain kept true, and answer with the agreement as the caller sees it now.
/// </summary>
public sealed class AgreementDesk(IopDbContext db, CurrentUser user, TimeProvider clock, IHttpContextAccessor accessor)
{
    public Actor Actor { get; } = user.ActNow(clock);

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>The agreement to change; 404 when the caller may not see it, 412 when it has changed since it was read.</summary>
    public async Task<Agreement> TakeAsync(Guid agreementId, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        var agreement =
            await db.Agreements.VisibleTo(db, user).SingleOrDefaultAsync(a => a.Id == agreementId, cancellationToken)
            ?? throw ProblemException.NotFound();
        ifMatch.Require(agreement.Version);
        return agreement;
    }

    /// <summary>The agreement to read; 404 when the caller may not see it.</summary>
    public async Task<Agreement> ReadAsync(Guid agreementId, CancellationToken cancellationToken) =>
        await db
            .Agreements.AsNoTracking()
            .VisibleTo(db, user)
            .SingleOrDefaultAsync(a => a.Id == agreementId, cancellationToken)
        ?? throw ProblemException.NotFound();

    /// <summary>404 for an amendment that the agreement does not have.</summary>
    public static void RequireAmendment(Agreement agreement, Guid amendmentId)
    {
        if (agreement.Amendments.All(amendment => amendment.Id != amendmentId))
        {
            throw ProblemException.NotFound();
        }
    }

    public Task<AgreementVersion> ContentsAsync(Agreement agreement, CancellationToken cancellationToken) =>
        VersionAsync(agreement, agreement.ContentsVersion, cancellationToken);

    public Task<AgreementVersion> VersionAsync(Agreement agreement, int number, CancellationToken cancellationToken) =>
        db.AgreementVersions.SingleAsync(
            version => version.AgreementId == agreement.Id && version.Number == number,
            cancellationToken
        );

    /// <summary>Writes a new version with one part changed, and answers with the contents as they stand.</summary>
    public async Task<Tagged<ContentsView>> ReviseAsync(
        Guid agreementId,
        IfMatch ifMatch,
        ContentsPart part,
        Func<Contents, Contents> change,
        string? note,
        Guid? partyId,
        CancellationToken cancellationToken
    )
    {
        var agreement = await TakeAsync(agreementId, ifMatch, cancellationToken);
        var current = await ContentsAsync(agreement, cancellationToken);
        AgreementVersion written;
        try
        {
            written = agreement.Revise(current, change(current.Contents), part, note, partyId, Actor);
        }
        catch (RuleViolationException refused) when (part == ContentsPart.Financing)
        {
            // The domain points into the contents; this body has the lines alone.
            throw new RuleViolationException(InLines(refused.Violation), [.. refused.UnmetGuards.Select(InLines)]);
        }

        db.Add(written);
        await SaveAsync(agreement, cancellationToken);
        return agreement.Tagged(ContentsView.From(agreement, written, Languages.Of(Context)), View);
    }

    private static RuleViolation InLines(RuleViolation violation) =>
        violation with
        {
            Pointer = violation.Pointer?.Replace("/financing/", "/lines/", StringComparison.Ordinal),
        };

    /// <summary>Saves a step and answers 201 with the step's address and the agreement after it.</summary>
    public async Task<TaggedCreated<AgreementView>> RecordAsync(
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        await SaveAsync(agreement, cancellationToken);
        var step = string.Create(CultureInfo.InvariantCulture, $"{Address(agreement.Id)}/timeline/{agreement.Version}");
        return agreement.Created(step, Show(agreement), ViewOf(agreement));
    }

    /// <summary>Saves a change of a part and answers 200 with the agreement after it.</summary>
    public async Task<Tagged<AgreementView>> UpdateAsync(Agreement agreement, CancellationToken cancellationToken)
    {
        await SaveAsync(agreement, cancellationToken);
        return agreement.Tagged(Show(agreement), ViewOf(agreement));
    }

    public AgreementView Show(Agreement agreement) =>
        AgreementView.From(
            agreement,
            Actor.Today,
            Languages.Of(Context),
            AgreementLinks.For(agreement, user, Actor.Today, Address(agreement.Id))
        );

    /// <summary>Who reads, on which day, in which language: what a representation depends on beside the version.</summary>
    public string View =>
        string.Create(CultureInfo.InvariantCulture, $"{Actor.Today.DayNumber:x}-{user.View}-{Languages.Of(Context)}");

    /// <summary>
    /// The neighbours in the chain are shown, too, and change by steps of their own: they are part of what is shown and no
    /// part of what a change must have read.
    /// </summary>
    public string ViewOf(Agreement agreement) => ViewOf(agreement.ChainBefore, agreement.Successor);

    public string ViewOf(ChainBefore? before, Successor? after) =>
        (before, after) is (null, null)
            ? View
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{View}-{(int?)after?.State}.{after?.Start?.DayNumber:x}.{before?.PredecessorEnd?.DayNumber:x}.{before?.Start?.DayNumber:x}.{before?.OneYearLinks}"
            );

    public string Address(Guid agreementId) => Addresses.Absolute(Context, $"/iop/v1/agreements/{agreementId}");

    public void Store(object entity) => db.Add(entity);

    public Task SaveAsync(Agreement agreement, CancellationToken cancellationToken) =>
        AgreementChain.SaveAsync(db, agreement, Actor, cancellationToken);
}

/// <summary>Row-level access in one place: every agreement query starts here, so a stranger gets 404, not 403.</summary>
public static class AgreementVisibility
{
    public static IQueryable<Agreement> VisibleTo(
        this IQueryable<Agreement> agreements,
        IopDbContext db,
        CurrentUser user
    )
    {
        var organisationId = user.OrganisationId;
        return agreements.Where(a =>
            db.AgreementParties.Any(p => p.AgreementId == a.Id && p.OrganisationId == organisationId)
        );
    }
}
