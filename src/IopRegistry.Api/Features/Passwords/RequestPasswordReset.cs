using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Api.Identity;
using IopRegistry.Api.Messaging;
using IopRegistry.Identity;
using IopRegistry.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Passwords;

/// <summary>Asks for a link to set a new password with.</summary>
public sealed partial class RequestPasswordReset : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/password-resets", HandleAsync)
            .WithName(nameof(RequestPasswordReset))
            .WithSummary("Ask for a new password")
            .WithDescription(
                "Mails a link that is good once, for an hour. The answer is the same, at the same time, whether or not the address "
                    + "has an account."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely();

    /// <param name="Email">What the user signs in with.</param>
    public sealed record Request(string Email);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(r => r.Email).NotEmpty().MaximumLength(User.EmailMaxLength);
    }

    internal static Accepted HandleAsync(
        Request request,
        IServiceScopeFactory scopes,
        ILogger<RequestPasswordReset> logger,
        HttpContext http
    )
    {
        // After the answer, so that its time says nothing. What is lost by a crash is asked for again.
        http.Response.OnCompleted(async () =>
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await WriteAsync(request.Email, scope.ServiceProvider);
            }
            catch (Exception failure)
            {
                LogNotWritten(logger, failure);
            }
        });
        return TypedResults.Accepted((string?)null);
    }

    private static async Task WriteAsync(string email, IServiceProvider services)
    {
        var account = await services.GetRequiredService<Accounts>().FindAsync(email, CancellationToken.None);
        if (account is null)
        {
            return;
        }

        var db = services.GetRequiredService<IopDbContext>();
        var mail = services.GetRequiredService<AccountMail>();
        var language = await db.Users.Where(u => u.Id == account.Id).Select(u => u.Language).SingleAsync();
        var token = services.GetRequiredService<MailedLinks>().Make(account, LinkPurpose.ResetPassword, account.Email);
        mail.Write(account.Id, account.Email, Letter.NewPassword(language, mail.AddressOf($"password-resets/{token}")));
        await db.SaveChangesAsync();
    }

    [LoggerMessage(LogLevel.Error, "A mail with a link to a new password could not be written")]
    private static partial void LogNotWritten(ILogger logger, Exception failure);
}
