using System.Text.RegularExpressions;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>A party as the source names it, before anybody knows which organisation it is.</summary>
/// <param name="Text">As it is written; kept as the party's name.</param>
/// <param name="Name">The name in it.</param>
/// <param name="FormerName">The former name in it: "Nya namnet (tidigare Gamla namnet)".</param>
/// <param name="Side">Public or civil.</param>
/// <param name="Number">Ten digits.</param>
/// <param name="Unit">Board or department.</param>
/// <param name="RegistryNumber">Diarienummer.</param>
/// <param name="MunicipalityCode">Four digits.</param>
/// <param name="IsFunder">True when the source says that it finances.</param>
/// <param name="Field">Where it stands in the source.</param>
public sealed partial record ImportedParty(
    string Text,
    string Name,
    string? FormerName,
    Side Side,
    string? Number,
    string? Unit,
    string? RegistryNumber,
    string? MunicipalityCode,
    bool IsFunder,
    string Field
)
{
    /// <summary>What it is looked for by, the present name first.</summary>
    public IEnumerable<string> Keys =>
        new[] { Name, FormerName }.OfType<string>().Select(SwedishSort.KeyOf).Where(key => key.Length > 0);

    /// <summary>
    /// Every party of the record. What else stands in brackets is left in the name: guessing that two organisations are
    /// one would show an agreement to strangers.
    /// </summary>
    public static IReadOnlyList<ImportedParty> Of(ImportRecord record, ICollection<RuleViolation> reasons)
    {
        var municipality = record.Text(ImportFields.MunicipalityCode);
        if (municipality is not null && !Organisation.IsMunicipalityCode(municipality))
        {
            reasons.Add(
                OrganisationRules.MunicipalityCodeInvalid with
                {
                    Pointer = "/" + ImportFields.MunicipalityCode,
                }
            );
            municipality = null;
        }

        var funders = Named(record, ImportFields.Funders, ImportFields.FunderNumbers, Side.Public, reasons);
        List<ImportedParty> parties =
        [
            Read(
                record.PublicParty,
                Side.Public,
                record.Text(ImportFields.PublicNumber),
                ImportFields.PublicParty,
                ImportFields.PublicNumber,
                reasons
            ) with
            {
                Unit = record.Text(ImportFields.PublicBody),
                RegistryNumber = record.Text(ImportFields.RegistryNumber),
                MunicipalityCode = municipality,
                IsFunder = record.Amounts.Count > 0,
            },
            .. Named(record, ImportFields.NgoParties, ImportFields.NgoNumbers, Side.Civil, reasons),
        ];
        foreach (var funder in funders)
        {
            var named = parties.FindIndex(funder.IsTheSameAs);
            if (named >= 0)
            {
                parties[named] = parties[named] with { IsFunder = true };
            }
            else
            {
                parties.Add(funder with { IsFunder = true });
            }
        }

        return parties;
    }

    private bool IsTheSameAs(ImportedParty other) =>
        Number is not null && other.Number is not null
            ? string.Equals(Number, other.Number, StringComparison.Ordinal)
            : Keys.Contains(SwedishSort.KeyOf(other.Name), StringComparer.Ordinal);

    private static IReadOnlyList<ImportedParty> Named(
        ImportRecord record,
        string namesField,
        string numbersField,
        Side side,
        ICollection<RuleViolation> reasons
    )
    {
        var names = record.List(namesField);
        var numbers = record.List(numbersField);
        if (numbers.Count > 0 && numbers.Count != names.Count)
        {
            reasons.Add(ImportRules.NumbersDoNotMatch(numbersField));
            numbers = [];
        }

        return
        [
            .. names.Select(
                (name, i) => Read(name, side, numbers.Count > 0 ? numbers[i] : null, namesField, numbersField, reasons)
            ),
        ];
    }

    private static ImportedParty Read(
        string text,
        Side side,
        string? number,
        string field,
        string numberField,
        ICollection<RuleViolation> reasons
    )
    {
        var match = Renamed().Match(text);
        var name = match.Success ? match.Groups["name"].Value : text;
        if (SwedishSort.KeyOf(name).Length == 0)
        {
            reasons.Add(ImportRules.NameNotReadable(field));
        }

        OrganisationNumber? read = null;
        if (!string.IsNullOrEmpty(number) && !OrganisationNumber.TryParse(number, out read, out var error))
        {
            reasons.Add(OrganisationNumberRules.For(error.Value, "/" + numberField));
        }

        return new ImportedParty(
            text,
            name,
            match.Success ? match.Groups["former"].Value : null,
            side,
            read?.Digits,
            null,
            null,
            null,
            false,
            field
        );
    }

    [GeneratedRegex(
        @"^(?<name>[^()]*[^()\s])\s*\((?:earlier|formerly|tidigare|förut|f\.?d\.?)\s+(?<former>[^()]*[^()\s])\s*\)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Renamed();
}
