using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Flags;

/// <summary>One flag, with the log of its escalation.</summary>
public sealed class GetFlag : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/flags/{flagId:guid}", HandleAsync)
            .WithName(nameof(GetFlag))
            .WithSummary("Read a flag")
            .WithDescription("What it is about, how its date came about, who has answered, and how far up it has gone.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Level">1: head of unit. 2: board secretary.</param>
    /// <param name="Side">The side that had not answered.</param>
    /// <param name="OccurredAt">When.</param>
    public sealed record Escalation(int Level, Side Side, DateTimeOffset OccurredAt);

    /// <param name="Flag">The flag.</param>
    /// <param name="Escalations">Every step up, oldest first.</param>
    public sealed record Response(FlagView Flag, IReadOnlyList<Escalation> Escalations);

    internal static async Task<Tagged<Response>> HandleAsync(
        Guid flagId,
        IopDbContext db,
        CurrentUser user,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var row = await db.FindFlagAsync(flagId, user, cancellationToken);
        return await AnswerAsync(row, db, user, context, cancellationToken);
    }

    internal static async Task<Tagged<Response>> AnswerAsync(
        FlagRow row,
        IopDbContext db,
        CurrentUser user,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var flagId = row.Flag.Id;
        var escalations = await db
            .FlagEscalations.Where(step => step.FlagId == flagId)
            .OrderBy(step => step.Level)
            .ThenBy(step => step.Side)
            .Select(step => new Escalation(step.Level, step.Side, step.OccurredAt))
            .ToListAsync(cancellationToken);
        var language = Languages.Of(context);
        return new Tagged<Response>(
            new Response(FlagView.From(row, language, context, user.May(Permission.AnswerFlags)), escalations),
            ETags.Of(row.Flag.Version, $"{user.View}-{language}")
        );
    }
}
