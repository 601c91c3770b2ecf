using IopRegistry.Agreements;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Notifications;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>
/// What every dossier slice does around its one line of domain: find what the caller may see, check If-Match, have the
/// flags worked out anew, and answer with the dossier as the caller sees it now.
/// </summary>
public sealed class RenewalDesk(IopDbContext db, CurrentUser user, TimeProvider clock, IHttpContextAccessor accessor)
{
    public Actor Actor { get; } = user.ActNow(clock);

    private HttpContext Context => accessor.HttpContext!;

    public async Task<Agreement> AgreementAsync(Guid agreementId, CancellationToken cancellationToken) =>
        await db.Agreements.VisibleTo(db, user).SingleOrDefaultAsync(a => a.Id == agreementId, cancellationToken)
        ?? throw ProblemException.NotFound();

    /// <summary>404 when the caller may not see the agreement, or it has no such dossier.</summary>
    public async Task<(RenewalDossier Dossier, Agreement Agreement)> ReadAsync(
        Guid agreementId,
        Guid dossierId,
        CancellationToken cancellationToken
    )
    {
        var agreement = await AgreementAsync(agreementId, cancellationToken);
        var dossier =
            await db.RenewalDossiers.SingleOrDefaultAsync(
                d => d.Id == dossierId && d.AgreementId == agreementId,
                cancellationToken
            ) ?? throw ProblemException.NotFound();
        return (dossier, agreement);
    }

    /// <summary>To change: 412 when it has changed since it was read.</summary>
    public async Task<(RenewalDossier Dossier, Agreement Agreement)> TakeAsync(
        Guid agreementId,
        Guid dossierId,
        IfMatch ifMatch,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await ReadAsync(agreementId, dossierId, cancellationToken);
        ifMatch.Require(dossier.Version);
        return (dossier, agreement);
    }

    /// <summary>Refuses who is no party any more; which of the own parties it is makes no difference.</summary>
    public void RequireOwn(Agreement agreement) =>
        agreement.ActingParty(agreement.OwnParties(Actor.OrganisationId, Actor.Today).FirstOrDefault()?.Id, Actor);

    /// <summary>Tells those who want to know, in the transaction of the change.</summary>
    public void Tell(string type, RenewalDossier dossier) =>
        db.Add(
            new OutboxMessage
            {
                Type = type,
                AgreementId = dossier.AgreementId,
                Subject = new OutboxSubject(DossierId: dossier.Id),
                OccurredAt = Actor.At,
            }
        );

    public async Task SaveAsync(RenewalDossier dossier, CancellationToken cancellationToken)
    {
        db.Add(new PlanRequest { AgreementId = dossier.AgreementId });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<TaggedCreated<DossierView>> RecordAsync(
        RenewalDossier dossier,
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        await SaveAsync(dossier, cancellationToken);
        return new TaggedCreated<DossierView>(
            Address(dossier),
            await ShowAsync(dossier, agreement, cancellationToken),
            TagOf(dossier)
        );
    }

    public async Task<Tagged<DossierView>> UpdateAsync(
        RenewalDossier dossier,
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        await SaveAsync(dossier, cancellationToken);
        return await TaggedAsync(dossier, agreement, cancellationToken);
    }

    public async Task<Tagged<DossierView>> TaggedAsync(
        RenewalDossier dossier,
        Agreement agreement,
        CancellationToken cancellationToken
    ) => new(await ShowAsync(dossier, agreement, cancellationToken), TagOf(dossier, agreement));

    public async Task<DossierView> ShowAsync(
        RenewalDossier dossier,
        Agreement agreement,
        CancellationToken cancellationToken
    )
    {
        var dates = await DatesAsync(agreement, dossier.End, cancellationToken);
        var links = DossierLinks.For(dossier, agreement, user, Actor.Today, Address(dossier));
        return DossierView.From(dossier, agreement, dates, Actor.Today, Languages.Of(Context), links);
    }

    public string Address(RenewalDossier dossier) =>
        Addresses.Absolute(Context, $"/iop/v1/agreements/{dossier.AgreementId}/dossiers/{dossier.Id}");

    private string TagOf(RenewalDossier dossier, Agreement? agreement = null) =>
        ETags.Of(
            dossier.Version,
            $"{agreement?.Version}-{Actor.Today.DayNumber:x}-{user.View}-{Languages.Of(Context)}"
        );

    private async Task<RenewalDates> DatesAsync(Agreement agreement, DateOnly end, CancellationToken cancellationToken)
    {
        var lead = agreement.LeadOrganisationId;
        var settings =
            await db
                .Organisations.Where(o => o.Id == lead)
                .Select(o => o.RenewalSettings)
                .SingleOrDefaultAsync(cancellationToken)
            ?? RenewalSettings.Default;
        var from = RenewalDates.LookFrom(end);
        List<DateOnly> meetings = agreement.LeadBoardId is { } board
            ? await db
                .BoardMeetings.Where(m => m.UnitId == board && m.Date >= from && m.Date <= end)
                .Select(m => m.Date)
                .ToListAsync(cancellationToken)
            : [];
        return RenewalDates.Of(agreement, end, settings, meetings);
    }
}
