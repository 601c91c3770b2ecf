using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Persistence;

namespace IopRegistry.Api.Features.PublicRegister;

/// <summary>The whole public register in one file.</summary>
public sealed class DownloadRegister : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/public-register/download", HandleAsync)
            .WithName(nameof(DownloadRegister))
            .WithSummary("Download the public register")
            .WithDescription(
                "Open to everybody. jsonLines has an agreement on each line, as it is read by itself; csv is a table with a "
                    + "byte-order mark and semicolons. Written as it is read, a page at a time, in order of id."
            )
            .AllowAnonymous();

    /// <param name="Format">jsonLines (default) or csv.</param>
    public sealed record Request(RegisterFormat Format = RegisterFormat.JsonLines);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Format).IsInEnum();
    }

    internal static async Task<RegisterDownload> HandleAsync(
        [AsParameters] Request request,
        IopDbContext db,
        HttpContext http,
        CancellationToken cancellationToken
    ) => new(db, request.Format, await DatasetDescription.ExtentAsync(db, cancellationToken));
}
