using IopRegistry.Agreements.Renewals;
using IopRegistry.Organisations;

namespace IopRegistry.Flags;

/// <summary>What a flag depends on beside the agreement itself.</summary>
/// <param name="Settings">How early the public body that handles the agreement wants to know.</param>
/// <param name="Meetings">Days on which the board that decides meets.</param>
/// <param name="Parties">What is known of the organisations that are party to it.</param>
/// <param name="Dossier">The renewal dossier of the present end, if it is open or decided.</param>
public sealed record FlagContext(
    RenewalSettings Settings,
    IReadOnlyList<DateOnly> Meetings,
    IReadOnlyDictionary<Guid, Standing> Parties,
    RenewalDossier? Dossier
)
{
    public static FlagContext None { get; } = new(RenewalSettings.Default, [], new Dictionary<Guid, Standing>(), null);
}

/// <summary>How long an organisation can sign and be reached, as far as it is registered.</summary>
/// <param name="LastSigningDay">The last day with a valid signing right; null while one has no end, or none is registered.</param>
/// <param name="LastContactDay">The last day with a valid contact; null while one has no end.</param>
/// <param name="HasHadContact">False when no contact was ever registered.</param>
public sealed record Standing(DateOnly? LastSigningDay, DateOnly? LastContactDay, bool HasHadContact)
{
    public static Standing Of(IReadOnlyList<SigningRight> rights, IReadOnlyList<Contact> contacts) =>
        new(
            LastDay([.. rights.Select(right => right.ValidTo)]),
            LastDay([.. contacts.Select(contact => contact.ValidTo)]),
            contacts.Count > 0
        );

    private static DateOnly? LastDay(IReadOnlyList<DateOnly?> ends) => ends.Contains(null) ? null : ends.Max();
}
