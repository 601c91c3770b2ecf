using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>The own side says that it has seen many flags.</summary>
public sealed class AcknowledgeFlags : IEndpoint
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/flag-acknowledgements", HandleAsync)
            .WithName(nameof(AcknowledgeFlags))
            .WithSummary("Acknowledge many flags")
            .WithDescription(
                "Tells for each flag what came of it. One that cannot be acknowledged does not stop the others, and repeating "
                    + "the call changes nothing more, so it needs neither If-Match nor Idempotency-Key."
            )
            .RequirePermission(Permission.AnswerFlags)
            .RepeatsSafely();

    /// <param name="FlagIds">At most 500.</param>
    /// <param name="Note">What is done about them.</param>
    public sealed record Request(IReadOnlyList<Guid> FlagIds, string? Note = null);

    /// <summary>What came of it.</summary>
    public enum Result
    {
        Acknowledged,

        /// <summary>The own side had said so before.</summary>
        AlreadyAcknowledged,

        /// <summary>Its day has not come.</summary>
        NotRaised,

        /// <summary>The other side answers.</summary>
        NotAsked,

        /// <summary>No such flag, or not visible.</summary>
        NotFound,
    }

    /// <param name="FlagId">The flag.</param>
    /// <param name="Result">What came of it.</param>
    public sealed record Outcome(Guid FlagId, Result Result);

    /// <param name="Outcomes">In the order of the request.</param>
    public sealed record Response(IReadOnlyList<Outcome> Outcomes);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.FlagIds).NotEmpty().Must(ids => ids is null || ids.Count <= Most).WithErrorCode("too-many");
            RuleFor(r => r.Note).MaximumLength(Flag.NoteMaxLength);
        }
    }

    internal static async Task<Response> HandleAsync(
        Request request,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var by = user.ActNow(clock);
        Guid[] ids = [.. request.FlagIds.Distinct()];
        var rows = await db.OwnFlags(user)
            .Where(row => ids.Contains(row.Flag.Id))
            .ToDictionaryAsync(row => row.Flag.Id, cancellationToken);
        List<Outcome> outcomes = [.. request.FlagIds.Select(id => new Outcome(id, Answer(id)))];
        await db.SaveChangesAsync(cancellationToken);
        return new Response(outcomes);

        Result Answer(Guid id) =>
            !rows.TryGetValue(id, out var row) ? Result.NotFound
            : row.Flag.State == FlagState.Planned ? Result.NotRaised
            : !row.Flag.Audience.Includes(row.OwnSide) ? Result.NotAsked
            : row.Flag.Acknowledge(row.OwnSide, request.Note, by) ? Result.Acknowledged
            : Result.AlreadyAcknowledged;
    }
}
