using FluentValidation;
using IopRegistry.Agreements;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Agreements;

/// <summary>A party as a client names it.</summary>
/// <param name="OrganisationId">An organisation in the registry.</param>
/// <param name="Roles">Any set of roles.</param>
/// <param name="BoardId">The board or department that acts (nämnd, förvaltning).</param>
/// <param name="RegistryNumber">Diarienummer at this authority.</param>
public sealed record PartyInput(
    Guid OrganisationId,
    IReadOnlyList<PartyRole> Roles,
    Guid? BoardId = null,
    string? RegistryNumber = null
);

internal sealed class PartyInputValidator : AbstractValidator<PartyInput>
{
    public PartyInputValidator()
    {
        RuleFor(p => p.OrganisationId).NotEmpty();
        RuleFor(p => p.Roles)
            .Must(roles => roles is null || roles.Distinct().Count() == roles.Count)
            .WithErrorCode("repeated-role");
        RuleFor(p => p.RegistryNumber).MaximumLength(Party.RegistryNumberMaxLength);
    }
}

/// <summary>Turns what a client names into parties, with the names and boards that the registry knows.</summary>
public static class PartyInputs
{
    public static async Task<IReadOnlyList<Party>> ResolveAsync(
        IopDbContext db,
        IReadOnlyList<PartyInput> inputs,
        Actor by,
        CancellationToken cancellationToken,
        Func<int, string>? pointerTo = null
    )
    {
        if (inputs.Count == 0)
        {
            return [];
        }

        var ids = inputs.Select(input => input.OrganisationId).Distinct().ToList();
        var organisations = await db
            .Organisations.AsNoTracking()
            .Where(organisation => ids.Contains(organisation.Id))
            .ToDictionaryAsync(organisation => organisation.Id, cancellationToken);
        return
        [
            .. inputs.Select((input, i) => Resolve(input, pointerTo?.Invoke(i) ?? $"/parties/{i}", organisations, by)),
        ];
    }

    private static Party Resolve(
        PartyInput input,
        string pointer,
        Dictionary<Guid, Organisation> organisations,
        Actor by
    )
    {
        if (!organisations.TryGetValue(input.OrganisationId, out var organisation))
        {
            throw new RuleViolationException(AgreementRules.UnknownOrganisation(pointer + "/organisationId"));
        }

        var unit = input.BoardId is { } boardId ? organisation.Unit(boardId) : null;
        if (input.BoardId is not null && unit?.IsValidOn(by.Today) != true)
        {
            throw new RuleViolationException(AgreementRules.UnknownBoard with { Pointer = pointer + "/boardId" });
        }

        return new Party(
            Guid.CreateVersion7(by.At),
            organisation.Id,
            organisation.Name,
            organisation.Side,
            input.Roles,
            unit?.Id,
            unit?.Name,
            input.RegistryNumber,
            organisation.MunicipalityCode,
            null
        );
    }
}
