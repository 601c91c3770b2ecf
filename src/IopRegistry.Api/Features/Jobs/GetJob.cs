using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Jobs;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Jobs;

/// <summary>One job.</summary>
public sealed class GetJob : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/jobs/{jobName}", HandleAsync)
            .WithName(nameof(GetJob))
            .WithSummary("Read a job")
            .WithDescription("For operators: when it runs next, the run that is going on and how the latest ones went.")
            .RequirePermission(Permission.OperateService)
            .ReadsOne();

    internal static async Task<Ok<JobView>> HandleAsync(
        string jobName,
        IopDbContext db,
        JobScheduler scheduler,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var task = Timetable.Find(jobName) ?? throw ProblemException.NotFound();
        return TypedResults.Ok(await JobView.OfAsync(task, db, scheduler, http, cancellationToken));
    }
}
