using System.Text.Json.Serialization;
using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.IntegrationTests.Http.Samples;

/// <summary>What a sample is of.</summary>
public enum SampleKind
{
    LocalThing,
    NationalThing,
}

/// <summary>Makes a row, so that tests can count how often the work was done.</summary>
public sealed class CreateSample : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/samples", HandleAsync)
            .WithName(nameof(CreateSample))
            .WithSummary("Make a sample")
            .WithDescription("Only in tests.")
            .RequirePermission(Permission.ProposeAgreements)
            .Creates();

    /// <param name="Name">What it is called. "conflict" breaks a rule after the work, "crash" a program.</param>
    /// <param name="Kind">What it is of.</param>
    /// <param name="Note">May be left out.</param>
    /// <param name="Price">What it costs.</param>
    /// <param name="Share">A decimal that is not money.</param>
    /// <param name="Day">A day.</param>
    /// <param name="Moment">A moment.</param>
    /// <param name="Parts">What it is made of.</param>
    /// <param name="Tags">Words.</param>
    /// <param name="Count">How many.</param>
    public sealed record Request(
        string Name,
        SampleKind Kind,
        string? Note,
        Money? Price,
        decimal? Share,
        DateOnly? Day,
        DateTimeOffset? Moment,
        IReadOnlyList<Part>? Parts,
        IReadOnlyList<string>? Tags,
        int Count = 1
    );

    /// <param name="Name">What it is called.</param>
    /// <param name="Inner">A part of the part.</param>
    public sealed record Part(string Name, Part? Inner = null);

    /// <param name="Id">Its id.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Kind">What it is of.</param>
    /// <param name="Note">If it has one.</param>
    /// <param name="Price">What it costs.</param>
    /// <param name="Share">A decimal that is not money.</param>
    /// <param name="Moment">When.</param>
    public sealed record Response(
        Guid Id,
        string Name,
        SampleKind Kind,
        string? Note,
        Money? Price,
        decimal? Share,
        DateTimeOffset? Moment
    );

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(User.NameMaxLength);
            RuleForEach(r => r.Parts)
                .ChildRules(part => part.RuleFor(p => p.Name).NotEmpty().WithErrorCode("part-without-name"));
            RuleFor(r => r.Count).GreaterThan(0).WithText(new LocalText("Minst en behövs.", "At least one is needed."));
        }
    }

    internal static async Task<TaggedCreated<Response>> HandleAsync(
        Request request,
        IopDbContext db,
        TimeProvider clock,
        SampleGate gate,
        CancellationToken cancellationToken
    )
    {
        var user = User.Add(
            request.Name,
            new Membership(Guid.CreateVersion7(), [Role.Reader], DateOnly.MinValue, null),
            clock.GetUtcNow()
        );
        db.Add(user);
        await db.SaveChangesAsync(cancellationToken);
        await gate.PassAsync(cancellationToken);

        return request.Name switch
        {
            "conflict" => throw new RuleViolationException(
                SampleRules.Taken(request.Name),
                [SampleRules.Taken(request.Name)]
            ),
            "crash" => throw new InvalidOperationException("secret internals"),
            _ => user.Created(
                $"/iop/v1/samples/{user.Id}",
                new Response(
                    user.Id,
                    user.Name,
                    request.Kind,
                    request.Note,
                    request.Price,
                    request.Share,
                    request.Moment
                )
            ),
        };
    }
}

public static class SampleRules
{
    public static RuleViolation Taken(string name) =>
        new(
            "sample-name-taken",
            RefusalKind.Conflict,
            new("Namnet är upptaget.", "The name is taken."),
            new($"{name} finns redan.", $"{name} exists already."),
            "/name"
        );
}

/// <summary>Holds the work of a sample until the test lets it go on.</summary>
public sealed class SampleGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One that stands open from the start.</summary>
    public static SampleGate Ajar()
    {
        var gate = new SampleGate();
        gate.Open();
        return gate;
    }

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

    public void Open() => _open.TrySetResult();

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await _open.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, cancellationToken);
    }
}

/// <summary>Reads a row with its ETag.</summary>
public sealed class GetSample : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/samples/{sampleId:guid}", HandleAsync)
            .WithName(nameof(GetSample))
            .WithSummary("Read a sample")
            .WithDescription("Only in tests.")
            .RequirePermission(Permission.ReadAgreements)
            .ReadsOne();

    /// <param name="Id">Its id.</param>
    /// <param name="Name">What it is called.</param>
    public sealed record Response(Guid Id, string Name);

    internal static async Task<Tagged<Response>> HandleAsync(
        Guid sampleId,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var user =
            await db.Users.SingleOrDefaultAsync(u => u.Id == sampleId, cancellationToken)
            ?? throw ProblemException.NotFound();
        return user.Tagged(new Response(user.Id, user.Name));
    }
}

/// <summary>Changes nothing, but only for who read the current version.</summary>
public sealed class TouchSample : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/samples/{sampleId:guid}/touches", HandleAsync)
            .WithName(nameof(TouchSample))
            .WithSummary("Touch a sample")
            .WithDescription("Only in tests.")
            .RequirePermission(Permission.ReadAgreements)
            .Acts();

    internal static async Task<Tagged<GetSample.Response>> HandleAsync(
        Guid sampleId,
        IfMatch ifMatch,
        IopDbContext db,
        CancellationToken cancellationToken
    )
    {
        var user =
            await db.Users.SingleOrDefaultAsync(u => u.Id == sampleId, cancellationToken)
            ?? throw ProblemException.NotFound();
        ifMatch.Require(user.Version);
        return user.Tagged(new GetSample.Response(user.Id, user.Name));
    }
}

/// <summary>Lists rows, with every kind of query parameter.</summary>
public sealed class ListSamples : IEndpoint
{
    private static readonly Sorting<User> Sortable = new Sorting<User>().By("name", u => u.Name).By("id", u => u.Id);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/samples", HandleAsync)
            .WithName(nameof(ListSamples))
            .WithSummary("List samples")
            .WithDescription("Only in tests.")
            .RequirePermission(Permission.ReadAgreements);

    /// <param name="Samples">The samples of this page.</param>
    /// <param name="Meta">Where the page stands.</param>
    /// <param name="Links">Its neighbours.</param>
    public sealed record Response(
        IReadOnlyList<Item> Samples,
        [property: JsonPropertyName("_meta")] PageMeta Meta,
        [property: JsonPropertyName("_links")] PageLinks Links
    );

    /// <param name="Id">Its id.</param>
    /// <param name="Name">What it is called.</param>
    public sealed record Item(Guid Id, string Name);

    internal static async Task<Ok<Response>> HandleAsync(
        HttpContext context,
        IopDbContext db,
        SampleKind? kind,
        DateOnly? from,
        Guid[]? ids,
        string? name,
        string? sort,
        CancellationToken cancellationToken,
        int page = 1,
        int limit = 20
    )
    {
        var wanted = PageQuery.Of(page, limit);
        var users = db.Users.AsQueryable();
        if (name is not null)
        {
            users = users.Where(u => u.Name.StartsWith(name));
        }

        if (ids is { Length: > 0 })
        {
            users = users.Where(u => ids.Contains(u.Id));
        }

        _ = (kind, from);
        var (items, meta) = await Sortable
            .Apply(users, sort, "name")
            .ThenBy(u => u.Id)
            .Select(u => new Item(u.Id, u.Name))
            .ToPageAsync(wanted, cancellationToken);
        return TypedResults.Ok(new Response(items, meta, wanted.Links(context, meta)));
    }
}
