using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>States a wind-down task anew; says when it was done.</summary>
public sealed class ChangeWindDownTask : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/tasks/{taskId:guid}", HandleAsync)
            .WithName(nameof(ChangeWindDownTask))
            .WithSummary("Change or finish a wind-down task")
            .WithDescription("The whole task; leave doneOn out while it is not done.")
            .RequirePermission(Permission.PrepareRenewals)
            .Changes()
            .ReadsOne();

    /// <param name="Title">What is to be done.</param>
    /// <param name="ResponsiblePartyId">The party that does it.</param>
    /// <param name="DueOn">By when.</param>
    /// <param name="DoneOn">When it was done.</param>
    public sealed record Request(string Title, Guid ResponsiblePartyId, DateOnly DueOn, DateOnly? DoneOn = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(RenewalDossier.TaskTitleMaxLength);
            RuleFor(r => r.ResponsiblePartyId).NotEmpty();
        }
    }

    internal static async Task<Tagged<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        Guid taskId,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        if (dossier.Tasks.All(task => task.Id != taskId))
        {
            throw ProblemException.NotFound();
        }

        desk.RequireOwn(agreement);
        RenewalDossier.RequireParty(agreement, request.ResponsiblePartyId);
        dossier.ChangeTask(
            new WindDownTask(taskId, request.Title, request.ResponsiblePartyId, request.DueOn, request.DoneOn),
            desk.Actor
        );
        return await desk.UpdateAsync(dossier, agreement, cancellationToken);
    }
}
