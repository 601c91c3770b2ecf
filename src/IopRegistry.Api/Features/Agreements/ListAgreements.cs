using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>The agreements that the caller's organisation is or was a party to.</summary>
public sealed class ListAgreements : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/agreements", HandleAsync)
            .WithName(nameof(ListAgreements))
            .WithSummary("List agreements")
            .WithDescription(
                "Agreements of the own organisation, by default those that end first, first. "
                    + "sort takes endsOn, startsOn, title, reference and updatedAt; a minus in front for descending."
            )
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="State">Only in this state.</param>
    /// <param name="Party">Only with this organisation as a party.</param>
    /// <param name="Side">Only where that organisation, or the own one, stands on this side.</param>
    /// <param name="Board">Only with this board or department.</param>
    /// <param name="Municipality">Only with a public party of this municipality code (kommunkod).</param>
    /// <param name="EndsFrom">Only ending on this day or later.</param>
    /// <param name="EndsTo">Only ending on this day or earlier; leaves unknown ends out.</param>
    /// <param name="WaitingFor">Only waiting for me, public, civil, or an organisation's id.</param>
    /// <param name="Framework">Only annexes of this framework agreement.</param>
    /// <param name="Text">Only with this in title, reference or a party's name; case and accents do not matter.</param>
    /// <param name="Sort">endsOn (default), startsOn, title, reference or updatedAt, several with commas; a minus in front turns one round.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="Limit">At most 100.</param>
    public sealed record Request(
        AgreementState? State = null,
        Guid? Party = null,
        Side? Side = null,
        Guid? Board = null,
        string? Municipality = null,
        DateOnly? EndsFrom = null,
        DateOnly? EndsTo = null,
        string? WaitingFor = null,
        Guid? Framework = null,
        string? Text = null,
        string? Sort = null,
        int Page = 1,
        int Limit = PageQuery.DefaultLimit
    );

    /// <param name="Id">The agreement.</param>
    /// <param name="Reference">IOP-2026-000123.</param>
    /// <param name="Title">Short name.</param>
    /// <param name="State">Where it is in its life.</param>
    /// <param name="EndedReason">Why it ended.</param>
    /// <param name="StartsOn">First day.</param>
    /// <param name="EndsOn">Last day, inclusive; absent when unknown.</param>
    /// <param name="Parties">Both sides.</param>
    /// <param name="Waiting">Whom everybody waits for.</param>
    /// <param name="UpdatedAt">When it last changed.</param>
    /// <param name="Links">Where to read it.</param>
    public sealed record Item(
        Guid Id,
        string Reference,
        string Title,
        AgreementState State,
        EndedReason? EndedReason,
        DateOnly? StartsOn,
        DateOnly? EndsOn,
        IReadOnlyList<Party> Parties,
        WaitingView Waiting,
        DateTimeOffset UpdatedAt,
        [property: JsonPropertyName("_links")] IReadOnlyList<Link> Links
    );

    /// <param name="Agreements">This page.</param>
    /// <param name="Meta">Where the page stands in the list.</param>
    /// <param name="Links">The pages around it.</param>
    public sealed record Response(
        IReadOnlyList<Item> Agreements,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Municipality).Matches("^[0-9]{4}$");
            RuleFor(r => r.Text).MaximumLength(100);
            RuleFor(r => r.WaitingFor)
                .Must(value => value is null or "me" or "public" or "civil" || Guid.TryParse(value, out _))
                .WithErrorCode("unknown-value");
            RuleFor(r => r.EndsTo).GreaterThanOrEqualTo(r => r.EndsFrom).When(r => r.EndsFrom is not null);
        }
    }

    internal static async Task<Answer<Response>> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        CurrentUser user,
        [FromServices] KeptAnswers answers,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var page = PageQuery.Of(request.Page, request.Limit);
        if (
            !CommonAgreementLists.Covers(request)
            || await CommonAgreementLists.StateAsync(db, user.OrganisationId, request.State, page, cancellationToken)
                is not { } state
        )
        {
            var (rows, total) = await AgreementSearch.FindAsync(
                db,
                user.OrganisationId,
                request,
                page,
                cancellationToken
            );
            return new Answer<Response>(AgreementPages.Show(rows, total, page, context));
        }

        var address = Addresses.Absolute(context, $"{context.Request.Path}{context.Request.QueryString}");
        var view = $"{user.OrganisationId} {Languages.Of(context)}";
        if (answers.Find(address, view, state) is { } kept)
        {
            return new Answer<Response>(kept);
        }

        var (read, stateRead) = await CommonAgreementLists.ReadAsync(db, state, cancellationToken);
        return new Answer<Response>(
            answers.Keep(address, view, stateRead, AgreementPages.Show(read, stateRead.Total, page, context))
        );
    }
}
