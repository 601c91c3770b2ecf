using System.Collections.Frozen;
using IopRegistry.Agreements.Drafting;
using IopRegistry.Organisations;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

public enum ImportFieldKind
{
    Text,

    /// <summary>JSON: an array of texts. CSV: separated by <c>|</c>.</summary>
    List,
    Integer,

    /// <summary>JSON: an object from year, or per_year, to kronor. CSV: <c>2026=1000000|2027=1000000.50</c>.</summary>
    Amounts,
}

/// <summary>A field that a row may have.</summary>
/// <param name="Name">As it is written in JSON and in the heading of CSV.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Max">Longest text (of each in a list), or highest number.</param>
/// <param name="Min">Lowest number.</param>
/// <param name="AllowsGaps">A list that stands beside another one, where a place may be empty.</param>
public sealed record ImportField(
    string Name,
    ImportFieldKind Kind,
    int Max = Description.TextMaxLength,
    int Min = 0,
    bool AllowsGaps = false
);

/// <summary>
/// Every field that can be read; anything else is refused, so that nothing is lost in silence. The first twenty-two are
/// those of published collections of agreements; the rest are what registers of municipalities know besides.
/// </summary>
public static class ImportFields
{
    public const string Id = "id";
    public const string RecordClass = "record_class";
    public const string SourceUrl = "source_url";
    public const string SourceKind = "source_kind";
    public const string PublicParty = "public_party";
    public const string PublicBody = "public_body";
    public const string NgoParties = "ngo_parties";
    public const string Title = "title";
    public const string Purpose = "purpose";
    public const string TargetGroup = "target_group";
    public const string Start = "start";
    public const string End = "end";
    public const string LengthMonths = "length_months";
    public const string AmountPerYear = "amount_per_year_sek";

    /// <summary>JSON nests these: <c>extension_clause: { text, kind, … }</c>. CSV has a column for each.</summary>
    public const string ExtensionClause = "extension_clause";
    public const string ExtensionText = "extension_clause_text";
    public const string ExtensionKind = "extension_clause_kind";
    public const string PublicInKind = "public_inkind";
    public const string NgoContribution = "ngo_contribution";
    public const string FollowUp = "follow_up";
    public const string QualityTerms = "quality_terms";
    public const string Decision = "decision";
    public const string RegistryNumber = "diarienummer";
    public const string StatusNote = "status_note";
    public const string Unusual = "unusual";

    public const string ExtensionMonths = "extension_clause_months";
    public const string ExtensionMostTimes = "extension_clause_most_times";
    public const string ExtensionNoticeMonths = "extension_clause_notice_months";
    public const string ExtensionDecideMonths = "extension_clause_decide_months_before";
    public const string PublicNumber = "public_organisation_number";
    public const string NgoNumbers = "ngo_organisation_numbers";
    public const string Funders = "funders";
    public const string FunderNumbers = "funder_organisation_numbers";
    public const string MunicipalityCode = "municipality_code";
    public const string NoticeMonths = "notice_months";
    public const string State = "state";
    public const string EndedReason = "ended_reason";
    public const string SharedChallenge = "shared_challenge";
    public const string Inclusions = "inclusions";
    public const string Exclusions = "exclusions";
    public const string AddedValue = "added_value";
    public const string Summary = "plain_language_summary";
    public const string CivilLegalForm = "civil_legal_form";
    public const string Basis = "basis";

    public const int IdMaxLength = 100;
    public const int ListMax = 100;
    public const int AmountsMax = 60;
    public const int ExtensionsMax = 20;

    /// <summary>Ten thousand million kronor a year: beyond any partnership, and sums stay exact.</summary>
    public const decimal AmountMax = 9_999_999_999.99m;

    private const int CodeMaxLength = 40;
    private const int SourceMaxLength = 2_000;

    public static IReadOnlyList<ImportField> All { get; } =
    [
        new(Id, ImportFieldKind.Text, IdMaxLength),
        new(RecordClass, ImportFieldKind.Text, IdMaxLength),
        new(SourceUrl, ImportFieldKind.Text, SourceMaxLength),
        new(SourceKind, ImportFieldKind.Text, SourceMaxLength),
        new(PublicParty, ImportFieldKind.Text, Organisation.NameMaxLength),
        new(PublicBody, ImportFieldKind.Text, Party.UnitMaxLength),
        new(NgoParties, ImportFieldKind.List, Organisation.NameMaxLength),
        new(Title, ImportFieldKind.Text, Description.TitleMaxLength),
        new(Purpose, ImportFieldKind.Text),
        new(TargetGroup, ImportFieldKind.Text),
        new(Start, ImportFieldKind.Text, PartialDate.AsWrittenMaxLength),
        new(End, ImportFieldKind.Text, PartialDate.AsWrittenMaxLength),
        new(LengthMonths, ImportFieldKind.Integer, Term.MaxMonths, 1),
        new(AmountPerYear, ImportFieldKind.Amounts),
        new(ExtensionText, ImportFieldKind.Text),
        new(ExtensionKind, ImportFieldKind.Text, CodeMaxLength),
        new(PublicInKind, ImportFieldKind.Text),
        new(NgoContribution, ImportFieldKind.Text),
        new(FollowUp, ImportFieldKind.Text),
        new(QualityTerms, ImportFieldKind.List),
        new(Decision, ImportFieldKind.Text),
        new(RegistryNumber, ImportFieldKind.Text, Party.RegistryNumberMaxLength),
        new(StatusNote, ImportFieldKind.Text),
        new(Unusual, ImportFieldKind.Text),
        new(ExtensionMonths, ImportFieldKind.Integer, Term.MaxMonths / ExtensionsMax, 1),
        new(ExtensionMostTimes, ImportFieldKind.Integer, ExtensionsMax, 1),
        new(ExtensionNoticeMonths, ImportFieldKind.Integer, Term.MaxMonths),
        new(ExtensionDecideMonths, ImportFieldKind.Integer, Term.MaxMonths),
        new(PublicNumber, ImportFieldKind.Text, CodeMaxLength),
        new(NgoNumbers, ImportFieldKind.List, CodeMaxLength, AllowsGaps: true),
        new(Funders, ImportFieldKind.List, Organisation.NameMaxLength),
        new(FunderNumbers, ImportFieldKind.List, CodeMaxLength, AllowsGaps: true),
        new(MunicipalityCode, ImportFieldKind.Text, CodeMaxLength),
        new(NoticeMonths, ImportFieldKind.Integer, Term.MaxMonths),
        new(State, ImportFieldKind.Text, CodeMaxLength),
        new(EndedReason, ImportFieldKind.Text, CodeMaxLength),
        new(SharedChallenge, ImportFieldKind.Text),
        new(Inclusions, ImportFieldKind.Text),
        new(Exclusions, ImportFieldKind.Text),
        new(AddedValue, ImportFieldKind.Text),
        new(Summary, ImportFieldKind.Text),
        new(CivilLegalForm, ImportFieldKind.Text),
        new(Basis, ImportFieldKind.Text),
    ];

    private static readonly FrozenDictionary<string, ImportField> ByName = All.ToFrozenDictionary(
        field => field.Name,
        StringComparer.Ordinal
    );

    public static ImportField? Find(string name) => ByName.GetValueOrDefault(name);
}
