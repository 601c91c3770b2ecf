using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>One agreement with everything both sides need to act: who is waited for, which dates come, what may be done.</summary>
public sealed class GetAgreement : IEndpoint
{
    /// <summary>One row and one round trip; compiled once, because this is the most asked question of all.</summary>
    private static readonly PerModel<Func<IopDbContext, Guid, Guid, CancellationToken, Task<Agreement?>>> Visible = new(
        () =>
            EF.CompileAsyncQuery(
                (IopDbContext db, Guid id, Guid organisationId, CancellationToken _) =>
                    db
                        .Agreements.AsNoTracking()
                        .FirstOrDefault(a =>
                            a.Id == id
                            && db.AgreementParties.Any(p => p.AgreementId == a.Id && p.OrganisationId == organisationId)
                        )
            )
    );

    /// <summary>Everything in an agreement that changes with time: its version, and the neighbours, which have steps of their own.</summary>
    internal sealed record State(int Version, ChainBefore? ChainBefore, Successor? Successor);

    private static readonly PerModel<Func<IopDbContext, Guid, Guid, CancellationToken, Task<State?>>> VisibleState =
        new(() =>
            EF.CompileAsyncQuery(
                (IopDbContext db, Guid id, Guid organisationId, CancellationToken _) =>
                    db
                        .Agreements.Where(a =>
                            a.Id == id
                            && db.AgreementParties.Any(p => p.AgreementId == a.Id && p.OrganisationId == organisationId)
                        )
                        .Select(a => new State(a.Version, a.ChainBefore, a.Successor))
                        .FirstOrDefault()
            )
        );

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements/{agreementId:guid}", HandleAsync)
            .WithName(nameof(GetAgreement))
            .WithSummary("Read an agreement")
            .WithDescription(
                "Both sides read the same record. _links are the actions that this caller may take now, and no others."
            )
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    internal static async Task<Tagged<AgreementView>> HandleAsync(
        Guid agreementId,
        IopDbContext db,
        CurrentUser user,
        AgreementDesk desk,
        [FromServices] KeptAnswers answers,
        CancellationToken cancellationToken
    )
    {
        var (address, view) = (desk.Address(agreementId), desk.View);
        if (
            answers.Has(address, view)
            && await VisibleState.For(db)(db, agreementId, user.OrganisationId, cancellationToken) is { } state
            && answers.Find(address, view, state) is { } kept
        )
        {
            return new Tagged<AgreementView>(
                kept,
                ETags.Of(state.Version, desk.ViewOf(state.ChainBefore, state.Successor))
            );
        }

        var agreement =
            await Visible.For(db)(db, agreementId, user.OrganisationId, cancellationToken)
            ?? throw ProblemException.NotFound();
        var written = answers.Keep(
            address,
            view,
            new State(agreement.Version, agreement.ChainBefore, agreement.Successor),
            desk.Show(agreement)
        );
        return new Tagged<AgreementView>(written, ETags.Of(agreement.Version, desk.ViewOf(agreement)));
    }
}
