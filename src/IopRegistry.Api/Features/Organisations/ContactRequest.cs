using FluentValidation;
using IopRegistry.Organisations;

namespace IopRegistry.Api.Features.Organisations;

/// <summary>A contact as it is added, changed and ended.</summary>
/// <param name="Role">What the person is contact for.</param>
/// <param name="Name">The person, or the function that answers.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day: ends it.</param>
/// <param name="Title">The person's title.</param>
/// <param name="Email">Shown to the organisation itself; an authority's general contact and registrar to everyone.</param>
/// <param name="Phone">As the e-mail address.</param>
/// <param name="UnitId">The board or department.</param>
public sealed record ContactRequest(
    ContactRole Role,
    string Name,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    string? Title = null,
    string? Email = null,
    string? Phone = null,
    Guid? UnitId = null
)
{
    internal ContactDetails Details => new(Role, Name, ValidFrom, ValidTo, Title, Email, Phone, UnitId);

    internal sealed class Validator : AbstractValidator<ContactRequest>
    {
        public Validator()
        {
            RuleFor(r => r.Name).NotEmpty().MaximumLength(Organisation.NameMaxLength);
            RuleFor(r => r.ValidFrom).NotEmpty();
            RuleFor(r => r.Title).MaximumLength(Organisation.TextMaxLength);
            RuleFor(r => r.Email).MaximumLength(Organisation.EmailMaxLength);
            RuleFor(r => r.Phone).MaximumLength(Organisation.TextMaxLength);
        }
    }
}
