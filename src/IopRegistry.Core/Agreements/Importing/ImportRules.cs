using System.Globalization;
using IopRegistry.SharedKernel;

namespace IopRegistry.Agreements.Importing;

/// <summary>
/// Every way a row can be refused before a rule of agreements or organisations has a say. Codes are published and never
/// renamed. No text repeats a value: it may be somebody's personal number in the wrong column.
/// </summary>
public static class ImportRules
{
    // --- the row as a whole ---

    public static RuleViolation MalformedJson(long column) =>
        Row(
            "malformed-row",
            $"Raden är inte giltig JSON (tecken {column}).",
            $"The row is not valid JSON (character {column})."
        );

    public static RuleViolation MalformedCsv(long column) =>
        Row(
            "malformed-row",
            $"Citattecknen stämmer inte (tecken {column}). Ett fält med citattecken omges av sådana, och de dubbleras inuti.",
            $"The quotes are not right (character {column}). A field with quotes stands in quotes, and they are doubled inside."
        );

    public static RuleViolation NotAnObject { get; } =
        Row("row-not-an-object", "Raden är inte ett JSON-objekt.", "The row is not a JSON object.");

    public static RuleViolation RowTooLong { get; } =
        Row(
            "row-too-long",
            Invariant($"Raden är längre än {ImportLimits.MaxRowLength} tecken."),
            Invariant($"The row is longer than {ImportLimits.MaxRowLength} characters.")
        );

    public static RuleViolation WrongColumnCount(int columns, int headings) =>
        Row(
            "wrong-column-count",
            $"Raden har {columns} kolumner och rubrikraden {headings}.",
            $"The row has {columns} columns and the heading {headings}."
        );

    public static RuleViolation DuplicateKey(int firstRow) =>
        Field(
            "duplicate-external-key",
            ImportFields.Id,
            $"Samma id finns på rad {firstRow}.",
            $"The same id stands on row {firstRow}."
        );

    public static RuleViolation NotOwnAgreement { get; } =
        Field(
            "not-own-agreement",
            ImportFields.PublicParty,
            "Den egna organisationen är inte part. Den ska stå som offentlig eller idéburen part, med namn eller nummer.",
            "Your own organisation is not a party. It must stand as public or civil party, by name or number."
        );

    public static RuleViolation ChangedInTheRegister { get; } =
        Row(
            "changed-in-the-register-since",
            "Avtalet har ändrats i registret efter importen. Gör ändringen där.",
            "The agreement has been changed in the register since it was imported. Make the change there."
        );

    public static RuleViolation NotStored { get; } =
        Row(
            "row-not-stored",
            "Raden kunde inte sparas. Importera igen; det som redan gått in ändras inte.",
            "The row could not be stored. Import again; what has gone in does not change."
        );

    // --- one field ---

    public static RuleViolation UnknownField(string field) =>
        Field(
            "unknown-field",
            field,
            "Fältet är okänt, och inget får gå förlorat.",
            "The field is unknown, and nothing may be lost."
        );

    public static RuleViolation DuplicateField(string field) =>
        Field("duplicate-field", field, "Fältet står två gånger.", "The field is given twice.");

    public static RuleViolation Missing(string field) =>
        Field("field-missing", field, "Fältet är obligatoriskt.", "The field is compulsory.");

    public static RuleViolation WrongType(string field, ImportFieldKind kind) =>
        Field(
            "wrong-type",
            field,
            kind switch
            {
                ImportFieldKind.Text => "Ska vara text.",
                ImportFieldKind.List => "Ska vara en lista av texter.",
                ImportFieldKind.Integer => "Ska vara ett heltal.",
                ImportFieldKind.Amounts => "Ska vara år (eller per_year) och belopp i kronor.",
            },
            kind switch
            {
                ImportFieldKind.Text => "Must be text.",
                ImportFieldKind.List => "Must be a list of texts.",
                ImportFieldKind.Integer => "Must be a whole number.",
                ImportFieldKind.Amounts => "Must be years (or per_year) and amounts in kronor.",
            }
        );

    public static RuleViolation TooLong(string field, int max) =>
        Field("value-too-long", field, Invariant($"Högst {max} tecken."), Invariant($"At most {max} characters."));

    public static RuleViolation OutOfRange(string field, int min, int max) =>
        Field(
            "value-out-of-range",
            field,
            Invariant($"Ska vara {min}–{max}."),
            Invariant($"Must be between {min} and {max}.")
        );

    public static RuleViolation UnknownValue(string field, string known) =>
        Field("unknown-value", field, $"Ska vara något av: {known}.", $"Must be one of: {known}.");

    public static RuleViolation BrokenText(string field) =>
        Field(
            "character-not-allowed",
            field,
            "Texten innehåller ett tecken som inte är giltigt. Spara filen som UTF-8.",
            "The text has a character that is not valid. Save the file as UTF-8."
        );

    public static RuleViolation EmptyEntry(string field) =>
        Field("empty-list-entry", field, "Listan har en tom plats.", "The list has an empty entry.");

    public static RuleViolation TooMany(string field, int max) =>
        Field("too-many-entries", field, Invariant($"Högst {max}."), Invariant($"At most {max}."));

    public static RuleViolation DateNotReadable(string field) =>
        Field(
            "date-not-readable",
            field,
            "Inget årtal hittas, eller dagen finns inte. Lämna fältet tomt om datumet är okänt.",
            "No year is found, or there is no such day. Leave the field empty where the date is unknown."
        );

    public static RuleViolation YearUnknown { get; } =
        Amount(
            "amount-year-unknown",
            "Året ska vara 1900–2199, eller per_year.",
            "The year is 1900–2199, or per_year."
        );

    public static RuleViolation AmountNegative { get; } =
        Amount("amount-negative", "Ett belopp är lägst 0.", "An amount is 0 or more.");

    public static RuleViolation AmountNotWholeOre { get; } =
        Amount("amount-not-whole-ore", "Ett belopp har högst två decimaler.", "An amount has at most two decimals.");

    public static RuleViolation AmountTooLarge { get; } =
        Amount(
            "amount-too-large",
            Invariant($"Ett belopp är högst {ImportFields.AmountMax}."),
            Invariant($"An amount is at most {ImportFields.AmountMax}.")
        );

    public static RuleViolation NameNotReadable(string field) =>
        Field(
            "name-not-readable",
            field,
            "Namnet har varken bokstav eller siffra.",
            "The name has neither a letter nor a digit."
        );

    public static RuleViolation NumbersDoNotMatch(string field) =>
        Field(
            "numbers-do-not-match-names",
            field,
            "Lika många nummer som namn, i samma ordning; lämna tomt där numret är okänt.",
            "As many numbers as names, in the same order; leave empty where the number is unknown."
        );

    public static RuleViolation Ambiguous(string field) =>
        Field(
            "organisation-ambiguous",
            field,
            "Flera organisationer har namnet. Ange organisationsnummer.",
            "Several organisations have the name. Give the organisation number."
        );

    public static RuleViolation OtherSide(string field) =>
        Field(
            "organisation-on-the-other-side",
            field,
            "Numret hör till en organisation på den andra sidan.",
            "The number belongs to an organisation on the other side."
        );

    public static RuleViolation EndedReasonWithoutEnd { get; } =
        Field(
            "ended-reason-without-end",
            ImportFields.EndedReason,
            "Bara ett avslutat avtal (state: ended) har en orsak.",
            "Only an ended agreement (state: ended) has a reason."
        );

    public static RuleViolation ExtensionIncomplete(string field) =>
        Field(
            "extension-clause-incomplete",
            field,
            "En klausul med antal gånger har också längd i månader; en automatisk även månader för att säga nej, en option "
                + "månader för att besluta.",
            "A clause with a number of times also has its length in months; an automatic one months to say no, an option "
                + "months to decide."
        );

    // --- the file ---

    public static RuleViolation Empty { get; } = File("import-empty", "Filen har inga rader.", "The file has no rows.");

    public static RuleViolation TooManyRows { get; } =
        File(
            "import-too-many-rows",
            Invariant($"Högst {ImportLimits.MaxRows} rader per import. Dela upp filen."),
            Invariant($"At most {ImportLimits.MaxRows} rows per import. Split the file.")
        );

    public static RuleViolation HeadingUnreadable { get; } =
        File(
            "import-heading-unreadable",
            "Första raden är inte en rubrikrad med kända fältnamn, vart och ett en gång, i UTF-8.",
            "The first row is no heading with known field names, each of them once, in UTF-8."
        );

    private static RuleViolation File(string code, string sv, string en) =>
        new(code, RefusalKind.Invalid, new("Filen kan inte importeras.", "The file cannot be imported."), new(sv, en));

    private static RuleViolation Row(string code, string sv, string en) =>
        new(code, RefusalKind.Invalid, RefusedTitle, new(sv, en));

    private static RuleViolation Field(string code, string field, string sv, string en) =>
        new(code, RefusalKind.Invalid, RefusedTitle, new(sv, en), "/" + field);

    private static RuleViolation Amount(string code, string sv, string en) =>
        Field(code, ImportFields.AmountPerYear, sv, en);

    private static LocalText RefusedTitle => new("Raden importeras inte.", "The row is not imported.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
