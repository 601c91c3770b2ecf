using FluentValidation;
using IopRegistry.Api.Features.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Openness;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Publications;

/// <summary>Chooses what of an agreement is public.</summary>
public sealed class SetPublication : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/agreements/{agreementId:guid}/publication", HandleAsync)
            .WithName(nameof(SetPublication))
            .WithSummary("Choose what of an agreement is public")
            .WithDescription(
                "By the legal role of a public party. States every choice anew; a field that is not named has its standard "
                    + "level. What is withheld names a legal ground of the list. The address of sheltered housing (skyddat "
                    + "boende) is never made public. The register shows it at once; caches may be five minutes behind."
            )
            .RequirePermission(Permission.PublishAgreements)
            .Changes();

    /// <param name="Fields">The fields that shall have another level than the standard, or keep it whatever the standard becomes.</param>
    /// <param name="Sheltered">Whether it is about sheltered housing; left out, what is written decides.</param>
    /// <param name="ShelteredReason">Why it is not about sheltered housing, where it looks like it.</param>
    public sealed record Request(IReadOnlyList<Choice> Fields, bool? Sheltered = null, string? ShelteredReason = null)
    {
        internal static Request Example =>
            new([
                new(PublicationField.CaseOfficer, PublicationLevel.Public),
                new(PublicationField.Financing, PublicationLevel.Withheld, "osl-31-16"),
            ]);
    }

    /// <param name="Field">What.</param>
    /// <param name="Level">Public or withheld.</param>
    /// <param name="Ground">Code of the legal ground; only for what is withheld.</param>
    public sealed record Choice(PublicationField Field, PublicationLevel Level, string? Ground = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Fields).Must(fields => fields.Count <= PublicationPolicy.Fields.Count * 2);
            RuleForEach(r => r.Fields).ChildRules(field => field.RuleFor(f => f.Ground).MaximumLength(40));
            RuleFor(r => r.ShelteredReason).MaximumLength(Publication.ReasonMaxLength);
        }
    }

    internal static async Task<Tagged<PublicationView>> HandleAsync(
        Guid agreementId,
        Request request,
        IfMatch ifMatch,
        PublicationDesk desk,
        AgreementDesk agreements,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var weighed = await desk.WeighAsync(agreementId, cancellationToken);
        var publication = weighed.Publication;
        Publication.RequirePublicParty(weighed.Agreement, agreements.Actor);
        ifMatch.Require(publication.Version);
        publication.Choose(
            request.Sheltered,
            request.ShelteredReason,
            [.. request.Fields.Select(field => new FieldChoice(field.Field, field.Level, field.Ground))],
            weighed.Projection.Suspected,
            weighed.Agreement.ContentsVersion,
            agreements.Actor
        );
        if (db.Entry(publication).State == EntityState.Detached)
        {
            db.Add(publication);
        }

        await db.SaveChangesAsync(cancellationToken);
        return desk.Show(await desk.WeighAsync(publication, weighed.Agreement, cancellationToken));
    }
}
