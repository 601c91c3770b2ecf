using IopRegistry.Agreements;
using IopRegistry.Agreements.Importing;
using IopRegistry.Organisations;
using IopRegistry.Persistence;
using IopRegistry.SharedKernel;
using Microsoft.EntityFrameworkCore;

namespace IopRegistry.Api.Features.Imports;

/// <summary>An agreement that an earlier import brought in.</summary>
internal sealed record KnownAgreement(Guid Id, string Reference, int Version, ImportSource Source)
{
    public bool IsAsImported => Source.AtVersion == Version;
}

/// <summary>
/// What the registry already knows of everything that a file names: a query for every two thousand of what it names, never one
/// for each row.
/// </summary>
internal sealed class ImportRegister
{
    /// <summary>
    /// Texts are asked for by so many, each a parameter of its own. As one list, SQL Server would unpack them into text of
    /// the database's collation and refuse to compare that with an ordinal column; and it takes 2,100 parameters at most.
    /// </summary>
    private const int AtOnce = 2_000;

    private readonly Dictionary<string, KnownAgreement> _agreements;
    private readonly Dictionary<string, KnownOrganisation> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownOrganisation>> _byKey = new(StringComparer.Ordinal);

    private ImportRegister(Dictionary<string, KnownAgreement> agreements) => _agreements = agreements;

    public static async Task<ImportRegister> LoadAsync(
        IopDbContext db,
        IReadOnlyList<ImportRow> rows,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        var records = rows.Select(row => row.Record).OfType<ImportRecord>().ToList();
        var register = new ImportRegister(await AgreementsAsync(db, records, by, cancellationToken));
        foreach (var organisation in await OrganisationsAsync(db, records, cancellationToken))
        {
            register.Add(organisation);
        }

        return register;
    }

    public KnownAgreement? Agreement(string externalKey) => _agreements.GetValueOrDefault(externalKey);

    public KnownOrganisation? WithNumber(string number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Those with exactly this name, present or former, on that side.</summary>
    public IReadOnlyList<KnownOrganisation> Named(string key, Side side) =>
        [.. _byKey.GetValueOrDefault(key, []).Where(organisation => organisation.Side == side)];

    public void Add(KnownOrganisation organisation)
    {
        Numbered(organisation);
        foreach (var key in organisation.Keys)
        {
            if (!_byKey.TryGetValue(key, out var named))
            {
                _byKey[key] = named = [];
            }

            named.Add(organisation);
        }
    }

    /// <summary>Its number has become known.</summary>
    public void Numbered(KnownOrganisation organisation)
    {
        if (organisation.Number is { } number)
        {
            _byNumber[number] = organisation;
        }
    }

    private static async Task<Dictionary<string, KnownAgreement>> AgreementsAsync(
        IopDbContext db,
        List<ImportRecord> records,
        Actor by,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, KnownAgreement> known = new(StringComparer.Ordinal);
        foreach (var keys in records.Select(record => record.Id).Chunk(AtOnce))
        {
            var found = await db
                .Agreements.AsNoTracking()
                .Where(agreement =>
                    agreement.ImportedForOrganisationId == by.OrganisationId
                    && EF.MultipleParameters(keys).Contains(agreement.ExternalKey!)
                )
                .Select(agreement => new
                {
                    agreement.Id,
                    agreement.Reference,
                    agreement.Version,
                    agreement.Source,
                })
                .ToListAsync(cancellationToken);
            foreach (var a in found)
            {
                known[a.Source!.ExternalKey] = new KnownAgreement(a.Id, a.Reference, a.Version, a.Source);
            }
        }

        return known;
    }

    private static async Task<IEnumerable<KnownOrganisation>> OrganisationsAsync(
        IopDbContext db,
        List<ImportRecord> records,
        CancellationToken cancellationToken
    )
    {
        var parties = records.SelectMany(record => ImportedParty.Of(record, [])).ToList();
        var names = parties
            .SelectMany(party => new[] { party.Name, party.FormerName }.OfType<string>())
            .Select(OrganisationSearchKey.WholeKeyOf)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        var numbers = parties.Select(party => party.Number).OfType<string>().Distinct(StringComparer.Ordinal);

        List<KnownOrganisation> found = [];
        foreach (var some in names.Chunk(AtOnce))
        {
            var named = db.Set<OrganisationSearchKey>()
                .Where(key => EF.MultipleParameters(some).Contains(key.Key))
                .Select(key => key.OrganisationId);
            found.AddRange(
                await Known(db.Organisations.Where(o => named.Contains(o.Id))).ToListAsync(cancellationToken)
            );
        }

        foreach (var some in numbers.Chunk(AtOnce))
        {
            var numbered = db.Organisations.Where(o => EF.MultipleParameters(some).Contains(o.OrganisationNumber!));
            found.AddRange(await Known(numbered).ToListAsync(cancellationToken));
        }

        return found.DistinctBy(organisation => organisation.Id);
    }

    private static IQueryable<KnownOrganisation> Known(IQueryable<Organisation> organisations) =>
        organisations
            .AsNoTracking()
            .Select(o => new KnownOrganisation(
                o.Id,
                o.Name,
                o.FormerNames,
                o.Side,
                o.OrganisationNumber,
                o.MunicipalityCode,
                o.StewardId
            ));
}

/// <summary>An organisation that a file may mean.</summary>
internal sealed class KnownOrganisation(
    Guid id,
    string name,
    IReadOnlyList<FormerName> formerNames,
    Side side,
    string? number,
    string? municipalityCode,
    Guid? stewardId
)
{
    public Guid Id => id;

    public Side Side => side;

    public string? Number { get; set; } = number;

    public string? MunicipalityCode => municipalityCode;

    public Guid? StewardId => stewardId;

    public IReadOnlyList<string> Keys { get; } =
    [
        .. formerNames
            .Select(former => former.Name)
            .Prepend(name)
            .Select(SwedishSort.KeyOf)
            .Where(key => key.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];

    public static KnownOrganisation Of(Organisation o) =>
        new(o.Id, o.Name, o.FormerNames, o.Side, o.OrganisationNumber, o.MunicipalityCode, o.StewardId);
}
