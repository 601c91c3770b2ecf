using System.Text.RegularExpressions;
using IopRegistry.SharedKernel;

namespace IopRegistry.Organisations;

/// <summary>
/// A legal person or network that can be party to agreements. All changes go through the methods; nothing is removed,
/// what is over gets a last day.
/// </summary>
public sealed partial class Organisation : AggregateRoot
{
    public const int NameMaxLength = 200;
    public const int TextMaxLength = 200;
    public const int SortKeyMaxLength = 400;
    public const int EmailMaxLength = 254;

    /// <summary>Of each kind of part; keeps the row readable in one go whatever is sent in.</summary>
    public const int PartsMax = 1000;

    private Organisation() { }

    public string Name { get; private set; } = "";

    /// <summary>The name in Swedish order, compared byte by byte.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Ten digits; null for a network, and for an import that did not say.</summary>
    public string? OrganisationNumber { get; private set; }

    public Side Side { get; private set; }

    public LegalForm LegalForm { get; private set; }

    public string? MunicipalityCode { get; private set; }

    /// <summary>The organisation that registered it, which may complete it while it has no users of its own.</summary>
    public Guid? StewardId { get; private init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FormerName> FormerNames { get; private set; } = [];

    public IReadOnlyList<OrganisationUnit> Units { get; private set; } = [];

    public IReadOnlyList<Contact> Contacts { get; private set; } = [];

    public IReadOnlyList<SigningRight> SigningRights { get; private set; } = [];

    public IReadOnlyList<UmbrellaMembership> UmbrellaMemberships { get; private set; } = [];

    public IdeburenRegistration? IdeburenRegistration { get; private set; }

    /// <summary>Those that state-aid law counts as a single undertaking share this text.</summary>
    public string? UndertakingGroup { get; private set; }

    /// <summary>Keys that are not stored yet. What is stored is never read through the organisation.</summary>
    internal List<OrganisationSearchKey> NewSearchKeys { get; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public OrganisationUnit? Unit(Guid id) => Units.FirstOrDefault(unit => unit.Id == id);

    public OrganisationUnit? Board(Guid id) => Unit(id) is { Kind: UnitKind.Board } board ? board : null;

    public bool HasUnit(Guid id) => Unit(id) is not null;

    /// <summary>A full registration by someone who is signed in; their organisation becomes the steward.</summary>
    public static Organisation Register(OrganisationDetails details, Actor by)
    {
        Require(details.LegalForm != LegalForm.Unknown, OrganisationRules.LegalFormUnknown);
        RequireNumber(details);
        return Create(details, details.LegalForm.Side()!.Value, [], by);
    }

    /// <summary>What an old agreement says of its party: the number and the legal form may be unknown, the side never is.</summary>
    public static Organisation Import(
        OrganisationDetails details,
        Side side,
        Actor by,
        IReadOnlyList<FormerName>? formerNames = null
    )
    {
        Require(details.LegalForm.Side() is null || details.LegalForm.Side() == side, OrganisationRules.SideFixed);
        return Create(details, side, formerNames ?? [], by);
    }

    /// <summary>Takes a new name; the old one stays in the history and can still be searched for.</summary>
    /// <param name="name">The new name.</param>
    /// <param name="formerNameUntil">The last day of the old name; today when not said.</param>
    /// <param name="by">Who does it.</param>
    public void Rename(string name, DateOnly? formerNameUntil, Actor by)
    {
        name = CheckedName(name);
        if (string.Equals(name, Name, StringComparison.Ordinal))
        {
            return;
        }

        var former = Name;
        FormerNames = [.. FormerNames, new FormerName(former, formerNameUntil ?? by.Today)];
        TakeName(name);
        MakeSearchable([name], searchable: FormerNames);
        UpdatedAt = by.At;
        Raise(new OrganisationRenamed(Id, former, name, by.UserId, by.At));
    }

    /// <summary>States all details anew. Saying what is already so changes nothing.</summary>
    public void Change(OrganisationDetails details, DateOnly? formerNameUntil, Actor by)
    {
        details = Checked(details, by);
        Require(
            details.LegalForm != LegalForm.Unknown || LegalForm == LegalForm.Unknown,
            OrganisationRules.LegalFormUnknown
        );
        Require((details.LegalForm.Side() ?? Side) == Side, OrganisationRules.SideFixed);
        if (OrganisationNumber is null)
        {
            // An imported record may be completed a little at a time, but a known form other than network needs its number.
            if (details.LegalForm != LegalForm.Unknown && details.LegalForm != LegalForm)
            {
                RequireNumber(details);
            }
        }
        else
        {
            Require(
                string.Equals(details.OrganisationNumber, OrganisationNumber, StringComparison.Ordinal),
                OrganisationRules.NumberFixed
            );
        }

        Rename(details.Name, formerNameUntil, by);
        if (details == Details)
        {
            return;
        }

        Apply(details);
        Changed(OrganisationPart.Details, null, by);
    }

    private OrganisationDetails Details =>
        new(Name, LegalForm, OrganisationNumber, MunicipalityCode, IdeburenRegistration, UndertakingGroup);

    private static Organisation Create(
        OrganisationDetails details,
        Side side,
        IReadOnlyList<FormerName> formerNames,
        Actor by
    )
    {
        var organisation = new Organisation
        {
            Side = side,
            StewardId = by.OrganisationId == Guid.Empty ? null : by.OrganisationId,
            FormerNames = [.. formerNames.Select(former => former with { Name = CheckedName(former.Name) })],
            CreatedAt = by.At,
            UpdatedAt = by.At,
        };
        details = organisation.Checked(details, by);
        organisation.TakeName(details.Name);
        organisation.MakeSearchable([details.Name, .. organisation.FormerNames.Select(n => n.Name)], searchable: []);
        organisation.Apply(details);
        organisation.Raise(new OrganisationRegistered(organisation.Id, by.UserId, by.At));
        return organisation;
    }

    private void TakeName(string name)
    {
        Name = name;
        SortKey = OrganisationSearchKey.Cut(SwedishSort.KeyOf(name), SortKeyMaxLength);
    }

    private void MakeSearchable(IEnumerable<string> names, IEnumerable<FormerName> searchable) =>
        NewSearchKeys.AddRange(
            names
                .SelectMany(OrganisationSearchKey.KeysOf)
                .Except(searchable.SelectMany(n => OrganisationSearchKey.KeysOf(n.Name)), StringComparer.Ordinal)
                .Select(key => new OrganisationSearchKey { Key = key })
        );

    /// <summary>Everything but the name, which has a history.</summary>
    private void Apply(OrganisationDetails details)
    {
        LegalForm = details.LegalForm;
        OrganisationNumber = details.OrganisationNumber;
        MunicipalityCode = details.MunicipalityCode;
        IdeburenRegistration = details.IdeburenRegistration;
        UndertakingGroup = details.UndertakingGroup;
    }

    private OrganisationDetails Checked(OrganisationDetails details, Actor by)
    {
        var municipality = Text(details.MunicipalityCode);
        Require(municipality is null || IsMunicipalityCode(municipality), OrganisationRules.MunicipalityCodeInvalid);
        var registration = details.IdeburenRegistration;
        if (registration is not null)
        {
            Require(
                Side == Side.Civil && details.LegalForm != LegalForm.Network,
                OrganisationRules.IdeburenRegistrationNotPossible
            );
            Require(
                Text(registration.Number) is not null && registration.Date <= by.Today,
                OrganisationRules.IdeburenRegistrationInvalid
            );
            registration = registration with { Number = Text(registration.Number)! };
        }

        return details with
        {
            Name = CheckedName(details.Name),
            OrganisationNumber = CheckedNumber(details.OrganisationNumber),
            MunicipalityCode = municipality,
            IdeburenRegistration = registration,
            UndertakingGroup = Text(details.UndertakingGroup),
        };
    }

    /// <summary>Four digits that can be a municipality's; which of them are in use changes over the years.</summary>
    public static bool IsMunicipalityCode(string text) => MunicipalityCodePattern().IsMatch(text);

    private static void RequireNumber(OrganisationDetails details) =>
        Require(
            details.LegalForm == LegalForm.Network || !string.IsNullOrWhiteSpace(details.OrganisationNumber),
            OrganisationRules.NumberRequired
        );

    private static string? CheckedNumber(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return SharedKernel.OrganisationNumber.TryParse(text, out var number, out var error)
            ? number.Digits
            : throw new RuleViolationException(OrganisationNumberRules.For(error.Value, "/organisationNumber"));
    }

    private static string CheckedName(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        Require(trimmed.Length > 0, OrganisationRules.NameMissing);
        Require(trimmed.Length <= NameMaxLength, OrganisationRules.NameTooLong);
        return trimmed;
    }

    /// <summary>Trimmed; nothing written is null.</summary>
    private static string? Text(string? text)
    {
        var trimmed = text?.Trim();
        Require(trimmed is not { Length: > TextMaxLength }, OrganisationRules.TextTooLong);
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private void Changed(OrganisationPart part, Guid? partId, Actor by)
    {
        UpdatedAt = by.At;
        Raise(new OrganisationChanged(Id, part, partId, by.UserId, by.At));
    }

    /// <summary>The county numbers in use, then two digits.</summary>
    [GeneratedRegex(
        "^(0[13-9]|1[02-47-9]|2[0-5])[0-9]{2}$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MunicipalityCodePattern();
}
