using IopRegistry.Agreements.Importing;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Features.Imports;

/// <summary>
/// Finds the organisations of one row: by number where the source gives one, else by present or former name, else a new
/// one. What it finds out is kept only if the row goes in.
/// </summary>
internal sealed class ImportParties(ImportRegister register, Actor by)
{
    private readonly List<Organisation> _new = [];
    private readonly List<(KnownOrganisation Known, string Number)> _numbers = [];

    public IReadOnlyList<Organisation> New => _new;

    public IReadOnlyList<(Guid, string)> Numbers => [.. _numbers.Select(number => (number.Known.Id, number.Number))];

    public List<ResolvedParty> Resolve(IReadOnlyList<ImportedParty> parties, ICollection<RuleViolation> reasons)
    {
        List<ResolvedParty> resolved = [];
        foreach (var party in parties)
        {
            try
            {
                if (Find(party, reasons) is { } found)
                {
                    resolved.Add(new ResolvedParty(party, found.Id, found.MunicipalityCode));
                }
            }
            catch (RuleViolationException refused) // the organisation itself has a say in what it may be
            {
                reasons.Add(refused.Violation with { Pointer = "/" + party.Field });
            }
        }

        return resolved;
    }

    /// <summary>The row goes in: the rows after it find what it brought.</summary>
    public void Keep()
    {
        foreach (var organisation in _new)
        {
            register.Add(KnownOrganisation.Of(organisation));
        }

        foreach (var (known, number) in _numbers)
        {
            known.Number = number;
            register.Numbered(known);
        }
    }

    private KnownOrganisation? Find(ImportedParty party, ICollection<RuleViolation> reasons)
    {
        if (party.Number is { } number && NumberedInRow(number) is { } numbered)
        {
            if (numbered.Side == party.Side)
            {
                return numbered;
            }

            reasons.Add(ImportRules.OtherSide(party.Field));
            return null;
        }

        foreach (var key in party.Keys)
        {
            var candidates = Candidates(party, key);
            if (candidates.Find(candidate => candidate.Id == by.OrganisationId) is { } own)
            {
                return Completed(own, party);
            }

            if (candidates.Count > 1)
            {
                reasons.Add(ImportRules.Ambiguous(party.Field));
                return null;
            }

            if (candidates.Count == 1)
            {
                return Completed(candidates[0], party);
            }
        }

        return Register(party);
    }

    private KnownOrganisation? NumberedInRow(string number) =>
        register.WithNumber(number)
        ?? _new.Where(o => string.Equals(o.OrganisationNumber, number, StringComparison.Ordinal))
            .Select(KnownOrganisation.Of)
            .FirstOrDefault();

    /// <summary>
    /// By name. A number in the source that nobody has yet completes only what this organisation itself brought in without
    /// one; any other of that name is somebody else.
    /// </summary>
    private List<KnownOrganisation> Candidates(ImportedParty party, string key) =>
        [
            .. register
                .Named(key, party.Side)
                .Concat(_new.Select(KnownOrganisation.Of).Where(o => o.Side == party.Side && o.Keys.Contains(key)))
                .Where(o =>
                    party.Number is null
                    || (o.Number is null && (o.StewardId == by.OrganisationId || o.Id == by.OrganisationId))
                ),
        ];

    private KnownOrganisation Completed(KnownOrganisation known, ImportedParty party)
    {
        if (party.Number is { } number && _new.TrueForAll(o => o.Id != known.Id))
        {
            _numbers.Add((known, number));
        }

        return known;
    }

    private KnownOrganisation Register(ImportedParty party)
    {
        var organisation = Organisation.Import(
            new OrganisationDetails(party.Name, LegalForm.Unknown, party.Number, party.MunicipalityCode),
            party.Side,
            by,
            party.FormerName is { } former ? [new FormerName(former, null)] : []
        );
        _new.Add(organisation);
        return KnownOrganisation.Of(organisation);
    }
}
