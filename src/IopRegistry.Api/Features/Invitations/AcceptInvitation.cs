using FluentValidation;
using IopRegistry.Api.Http;
using IopRegistry.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IopRegistry.Api.Features.Invitations;

/// <summary>Accepts an invitation without signing in.</summary>
public sealed class AcceptInvitation : IEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/invitation-acceptances", HandleAsync)
            .WithName(nameof(AcceptInvitation))
            .WithSummary("Accept an invitation with a new account")
            .WithDescription(
                "For an address that has no account yet: name and password make one, and signing in is a call of its own. "
                    + "An address that has an account signs in and joins by /me/memberships, unless it acts for nobody any more: "
                    + "then the link alone gives the membership, and changes nothing about how one signs in."
            )
            .AllowAnonymous()
            .ThrottledSignIn()
            .RepeatsSafely();

    /// <param name="Token">The last part of the mailed link.</param>
    /// <param name="Name">The person's name; left out: as the invitation has it.</param>
    /// <param name="Password">For a new account: 12–128 characters.</param>
    public sealed record Request(string Token, string? Name = null, string? Password = null);

    /// <param name="Email">What to sign in with.</param>
    public sealed record Response(string Email);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(r => r.Token).NotEmpty().MaximumLength(200);
            RuleFor(r => r.Name).MaximumLength(User.NameMaxLength);
            RuleFor(r => r.Password).MaximumLength(Password.MaxLength);
        }
    }

    internal static async Task<Ok<Response>> HandleAsync(
        Request request,
        InvitationDesk desk,
        CancellationToken cancellationToken
    )
    {
        var invitation = await desk.OpenAsync(request.Token, cancellationToken);
        await desk.AcceptAsync(request.Token, request.Name, request.Password, cancellationToken);
        return TypedResults.Ok(new Response(invitation.Email));
    }
}
