using System.Security.Claims;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using IopRegistry.Trail;

namespace IopRegistry.Api.Identity;

/// <summary>Tells the rest of the request who calls; right after authentication, whatever scheme it was.</summary>
internal sealed class CallerKnown(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Caller.Current = Of(context); // async, so that it ends with this request
        await next(context);
    }

    private static Caller? Of(HttpContext context)
    {
        if (
            IdOf(context.User, ClaimTypes.NameIdentifier) is not { } userId
            || IdOf(context.User, CurrentUser.OrganisationClaim) is not { } organisationId
        )
        {
            return null;
        }

        return new Caller(
            userId,
            organisationId,
            [.. context.User.FindAll(ClaimTypes.Role).Select(claim => Enum.Parse<Role>(claim.Value))],
            ClientOf(context.Request),
            Edge.TraceIdOf(context),
            context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method
        )
        {
            ClientId = IdOf(context.User, CurrentUser.ClientClaim),
            MandateId = IdOf(context.User, CurrentUser.MandateClaim),
        };
    }

    /// <summary>What the program says of itself; written by strangers, so it is cut and has nothing but visible characters.</summary>
    private static string ClientOf(HttpRequest request)
    {
        var said = request.Headers.UserAgent.ToString();
        var visible = said.Length <= Caller.ClientMaxLength ? said : said[..Caller.ClientMaxLength];
        return visible.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? string.Concat(visible.Select(c => c is >= ' ' and <= '~' ? c : '?'))
            : visible;
    }

    private static Guid? IdOf(ClaimsPrincipal principal, string claim) =>
        Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
}
