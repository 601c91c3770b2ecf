using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Flags;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Flags;

/// <summary>The own side says that it has seen a flag.</summary>
public sealed class AcknowledgeFlag : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/flags/{flagId:guid}/acknowledgements", HandleAsync)
            .WithName(nameof(AcknowledgeFlag))
            .WithSummary("Acknowledge a flag")
            .WithDescription(
                "Each side answers for itself. A flag that both have answered goes no further up. Saying it again changes "
                    + "nothing."
            )
            .RequirePermission(Permission.AnswerFlags)
            .Acts();

    /// <param name="Note">What is done about it.</param>
    public sealed record Request(string? Note = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Note).MaximumLength(Flag.NoteMaxLength);
        }
    }

    internal static async Task<TaggedCreated<FlagView>> HandleAsync(
        Guid flagId,
        Request request,
        IfMatch ifMatch,
        IopDbContext db,
        CurrentUser user,
        TimeProvider clock,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var row = await db.FindFlagAsync(flagId, user, cancellationToken);
        ifMatch.Require(row.Flag.Version);
        if (!row.Flag.Audience.Includes(row.OwnSide))
        {
            throw new RuleViolationException(FlagRules.NotAsked);
        }

        row.Flag.Acknowledge(row.OwnSide, request.Note, user.ActNow(clock));
        await db.SaveChangesAsync(cancellationToken);
        var language = Languages.Of(context);
        return new TaggedCreated<FlagView>(
            Addresses.Absolute(context, $"/iop/v1/flags/{flagId}"),
            FlagView.From(row, language, context, mayAnswer: true),
            ETags.Of(row.Flag.Version, $"{user.View}-{language}")
        );
    }
}
