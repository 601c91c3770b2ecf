using IopRegistry.Flags;
using IopRegistry.Identity;
using IopRegistry.Notifications;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Messaging;

/// <summary>A message, and whom it is for.</summary>
/// <param name="Message">What is told.</param>
/// <param name="Agreement">Whose parties are told; null when one organisation is.</param>
/// <param name="OrganisationId">That organisation.</param>
/// <param name="Audience">The side.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Except">Who did it, and knows.</param>
/// <param name="Level">The step of an escalation; 0 otherwise.</param>
internal sealed record Telling(
    Message Message,
    Told? Agreement,
    Guid? OrganisationId,
    FlagAudience Audience,
    IReadOnlyList<Role> Roles,
    Guid? Except = null,
    int Level = 0
);

/// <summary>What one page of the outbox has to tell, and how far it comes in a run that is told in slices.</summary>
/// <param name="Tellings">In the order it happened.</param>
/// <param name="ToldUntil">The last row of a run's slice; null when the run is told to its end, and for other messages.</param>
internal sealed record TellingPage(IReadOnlyList<Telling> Tellings, Guid? ToldUntil);

/// <summary>Reads what messages are about, in a number of queries that does not grow with them.</summary>
internal sealed class TellingReader(IopDbContext db)
{
    public const int PageSize = 200;

    public static bool IsRun(OutboxMessage message) =>
        message.Type is MessageTypes.FlagsRaised or MessageTypes.FlagsEscalated;

    public Task<TellingPage> ReadAsync(IReadOnlyList<OutboxMessage> page, CancellationToken cancellationToken) =>
        page[0].Type switch
        {
            MessageTypes.FlagsRaised => OfFlagsAsync(page[0], cancellationToken),
            MessageTypes.FlagsEscalated => OfEscalationsAsync(page[0], cancellationToken),
            _ => OfMessagesAsync(page, cancellationToken),
        };

    private async Task<TellingPage> OfMessagesAsync(
        IReadOnlyList<OutboxMessage> page,
        CancellationToken cancellationToken
    )
    {
        var agreements = await AgreementsAsync(page.Select(m => m.AgreementId).OfType<Guid>(), cancellationToken);
        var ids = agreements.Keys.ToList();
        var sequences = page.Select(m => m.Subject.Sequence).OfType<int>().Distinct().ToList();
        var steps = (
            await db
                .AgreementSteps.AsNoTracking()
                .Where(s => ids.Contains(s.AgreementId) && sequences.Contains(s.Sequence))
                .ToListAsync(cancellationToken)
        ).ToDictionary(s => (s.AgreementId, s.Sequence));
        var endpointIds = page.Select(m => m.Subject.EndpointId).OfType<Guid>().Distinct().ToList();
        var endpoints =
            endpointIds.Count == 0
                ? []
                : await db
                    .WebhookEndpoints.AsNoTracking()
                    .Where(e => endpointIds.Contains(e.Id))
                    .Select(e => new
                    {
                        e.Id,
                        e.Name,
                        e.OrganisationId,
                    })
                    .ToDictionaryAsync(e => e.Id, cancellationToken);

        var tellings = new List<Telling>(page.Count);
        foreach (var message in page.OrderBy(m => m.OccurredAt).ThenBy(m => m.Subject.Sequence))
        {
            var agreement = agreements.GetValueOrDefault(message.AgreementId ?? Guid.Empty);
            if (message.Type is MessageTypes.WebhookFailed)
            {
                if (endpoints.TryGetValue(message.Subject.EndpointId ?? Guid.Empty, out var endpoint))
                {
                    tellings.Add(
                        new(
                            Messages.OfFailedEndpoint(message, endpoint.Name),
                            null,
                            endpoint.OrganisationId,
                            FlagAudience.Both,
                            Audience.ForConnections
                        )
                    );
                }
            }
            else if (agreement is null)
            {
                continue; // about nothing that there is
            }
            else if (steps.TryGetValue((agreement.Id, message.Subject.Sequence ?? 0), out var step))
            {
                tellings.Add(
                    new(
                        Messages.OfStep(message, agreement, step),
                        agreement,
                        null,
                        FlagAudience.Both,
                        Audience.ForStep(step.Action),
                        step.UserId
                    )
                );
            }
            else if (message.Type is MessageTypes.DossierOpened or MessageTypes.DossierDecided)
            {
                tellings.Add(
                    new(
                        Messages.OfDossier(message, agreement),
                        agreement,
                        null,
                        FlagAudience.Both,
                        Audience.ForRenewals
                    )
                );
            }
        }

        return new(tellings, null);
    }

    private async Task<TellingPage> OfFlagsAsync(OutboxMessage run, CancellationToken cancellationToken)
    {
        var (id, after) = (run.Subject.RunId, run.ToldUntil ?? Guid.Empty);
        var flags = await db
            .Flags.AsNoTracking()
            .Where(f => f.RunId == id && f.Id > after)
            .OrderBy(f => f.Id)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        var agreements = await AgreementsAsync(flags.Select(f => f.AgreementId), cancellationToken);
        return new(
            [
                // What was raised late and has had its day already is in the record, and nothing to act on.
                .. flags
                    .Where(flag => flag.State == FlagState.Raised)
                    .Select(flag => new Telling(
                        Messages.OfFlag(flag, agreements[flag.AgreementId]),
                        agreements[flag.AgreementId],
                        null,
                        flag.Audience,
                        Audience.ForFlag(flag.Kind)
                    )),
            ],
            flags.Count < PageSize ? null : flags[^1].Id
        );
    }

    private async Task<TellingPage> OfEscalationsAsync(OutboxMessage run, CancellationToken cancellationToken)
    {
        var (id, after) = (run.Subject.RunId, run.ToldUntil ?? Guid.Empty);
        var flagIds = await db
            .FlagEscalations.Where(e => e.RunId == id && e.FlagId > after)
            .Select(e => e.FlagId)
            .Distinct()
            .OrderBy(flagId => flagId)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        var steps = await db
            .FlagEscalations.AsNoTracking()
            .Where(e => e.RunId == id && flagIds.Contains(e.FlagId))
            .ToListAsync(cancellationToken);
        var flags = await db
            .Flags.AsNoTracking()
            .Where(f => flagIds.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, cancellationToken);
        var agreements = await AgreementsAsync(steps.Select(e => e.AgreementId), cancellationToken);
        return new(
            [
                .. steps.Select(step => new Telling(
                    Messages.OfEscalation(step, flags[step.FlagId], agreements[step.AgreementId]),
                    agreements[step.AgreementId],
                    null,
                    step.Side == Organisations.Side.Public ? FlagAudience.PublicSide : FlagAudience.CivilSide,
                    Audience.ForEscalations,
                    Level: step.Level
                )),
            ],
            flagIds.Count < PageSize ? null : flagIds[^1]
        );
    }

    private async Task<Dictionary<Guid, Told>> AgreementsAsync(
        IEnumerable<Guid> agreementIds,
        CancellationToken cancellationToken
    )
    {
        var ids = agreementIds.Distinct().ToList();
        return await db
            .Agreements.AsNoTracking()
            .Where(a => ids.Contains(a.Id))
            .Select(a => new Told(a.Id, a.Reference, a.Title, a.Parties, a.State))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
    }
}
