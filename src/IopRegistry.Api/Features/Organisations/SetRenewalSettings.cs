using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>Says when a public organisation wants the steps of a renewal done.</summary>
public sealed class SetRenewalSettings : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/organisations/{organisationId:guid}/renewal-settings", HandleAsync)
            .WithName(nameof(SetRenewalSettings))
            .WithSummary("Set the times for renewals")
            .WithDescription(
                "By the organisation's own administrator. Counted in months before the end of an agreement and in falling "
                    + "order. The warnings of every agreement of the organisation are worked out anew."
            )
            .RequirePermission(Permission.RegisterOrganisations)
            .Changes();

    /// <param name="OpenMonths">The renewal dossier opens; at most 60.</param>
    /// <param name="FollowUpMonths">The follow-up is done.</param>
    /// <param name="DecisionMonths">The board has decided.</param>
    /// <param name="SignedMonths">What comes next is signed.</param>
    /// <param name="EscalationDays">Days without an answer before a warning goes to the next person; 1 to 365.</param>
    public sealed record Request(
        int OpenMonths,
        int FollowUpMonths,
        int DecisionMonths,
        int SignedMonths,
        int EscalationDays
    )
    {
        internal static Request Example => new(12, 10, 6, 3, 14);

        internal RenewalSettings Settings =>
            new(OpenMonths, FollowUpMonths, DecisionMonths, SignedMonths, EscalationDays);
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.OpenMonths).InclusiveBetween(0, RenewalSettings.MonthsMax);
            RuleFor(r => r.FollowUpMonths).InclusiveBetween(0, RenewalSettings.MonthsMax);
            RuleFor(r => r.DecisionMonths).InclusiveBetween(0, RenewalSettings.MonthsMax);
            RuleFor(r => r.SignedMonths).InclusiveBetween(0, RenewalSettings.MonthsMax);
            RuleFor(r => r.EscalationDays).InclusiveBetween(1, RenewalSettings.EscalationDaysMax);
        }
    }

    internal static async Task<Tagged<RenewalSettingsView>> HandleAsync(
        Guid organisationId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var opened = await db.OpenForChangeAsync(organisationId, ifMatch, user, clock, cancellationToken);
        opened.Organisation.SetRenewalSettings(request.Settings, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Organisation.Tagged(RenewalSettingsView.Of(opened.Organisation), opened.Access.View);
    }
}
