using FluentValidation;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>A board or department as it is added, changed and closed.</summary>
/// <param name="Kind">Board or department.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day: closes the unit, which stays readable.</param>
/// <param name="ParentId">The unit of the same organisation that it stands under.</param>
/// <param name="SuccessorId">When it closes: the unit of the same organisation that takes over.</param>
/// <param name="ParticipantIds">The other organisations of a joint board (gemensam nämnd) that this one hosts.</param>
public sealed record UnitRequest(
    UnitKind Kind,
    string Name,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    Guid? ParentId = null,
    Guid? SuccessorId = null,
    IReadOnlyList<Guid>? ParticipantIds = null
)
{
    internal UnitDetails Details => new(Kind, Name, ValidFrom, ValidTo, ParentId, SuccessorId, ParticipantIds);

    /// <summary>Whether the participants exist only the database knows. They are sought by primary key.</summary>
    internal async Task RequireParticipantsAsync(IopDbContext db, CancellationToken cancellationToken)
    {
        if (ParticipantIds is not { Count: > 0 } ids)
        {
            return;
        }

        var found = await db.Organisations.CountAsync(
            o => ids.Contains(o.Id) && o.Side == Side.Public,
            cancellationToken
        );
        if (found != ids.Distinct().Count())
        {
            throw new RuleViolationException(OrganisationRules.ParticipantsInvalid);
        }
    }

    internal sealed class Validator : AbstractValidator<UnitRequest>
    {
        private const int ParticipantsMax = 300; // there are 290 municipalities

        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(Organisation.NameMaxLength);
            RuleFor(r => r.ValidFrom).NotEmpty();
            RuleFor(r => r.ParticipantIds!.Count)
                .LessThanOrEqualTo(ParticipantsMax)
                .When(r => r.ParticipantIds is not null);
        }
    }
}
