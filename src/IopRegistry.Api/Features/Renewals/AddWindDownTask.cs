using FluentValidation;
using IopRegistry.Agreements.Renewals;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;

namespace IopRegistry.Api.Features.Renewals;

/// <summary>Adds something that has to be done before an agreement that nothing follows ends.</summary>
public sealed class AddWindDownTask : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/agreements/{agreementId:guid}/dossiers/{dossierId:guid}/tasks", HandleAsync)
            .WithName(nameof(AddWindDownTask))
            .WithSummary("Add a wind-down task")
            .WithDescription("Users moved, staff, premises, data: what one of the parties does by a day.")
            .RequirePermission(Permission.PrepareRenewals)
            .Acts()
            .ReadsOne();

    /// <param name="Title">What is to be done.</param>
    /// <param name="ResponsiblePartyId">The party that does it.</param>
    /// <param name="DueOn">By when.</param>
    public sealed record Request(string Title, Guid ResponsiblePartyId, DateOnly DueOn);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Title).NotEmpty().MaximumLength(RenewalDossier.TaskTitleMaxLength);
            RuleFor(r => r.ResponsiblePartyId).NotEmpty();
        }
    }

    internal static async Task<TaggedCreated<DossierView>> HandleAsync(
        Guid agreementId,
        Guid dossierId,
        Request request,
        IfMatch ifMatch,
        RenewalDesk desk,
        CancellationToken cancellationToken
    )
    {
        var (dossier, agreement) = await desk.TakeAsync(agreementId, dossierId, ifMatch, cancellationToken);
        desk.RequireOwn(agreement);
        RenewalDossier.RequireParty(agreement, request.ResponsiblePartyId);
        dossier.AddTask(request.Title, request.ResponsiblePartyId, request.DueOn, desk.Actor);
        return await desk.RecordAsync(dossier, agreement, cancellationToken);
    }
}
