namespace IopRegistry.SharedKernel;

/// <summary>The refusals of an organisation number. None of them repeats what was written: it may be a person's number.</summary>
public static class OrganisationNumberRules
{
    public const string FormatCode = "organisation-number-format";
    public const string CheckDigitCode = "organisation-number-check-digit";
    public const string PersonalIdentityNumberCode = "personal-identity-number";

    public static RuleViolation For(OrganisationNumberError error, string? pointer = null) =>
        error switch
        {
            OrganisationNumberError.Format => Format(pointer),
            OrganisationNumberError.CheckDigit => CheckDigit(pointer),
            OrganisationNumberError.PersonalIdentityNumber => PersonalIdentityNumber(pointer),
        };

    public static RuleViolation Format(string? pointer = null) =>
        new(
            FormatCode,
            RefusalKind.Invalid,
            new LocalText("Organisationsnumret har fel form", "The organisation number has the wrong form"),
            new LocalText(
                "Ett organisationsnummer har tio siffror, där den tredje är minst 2, och skrivs NNNNNN-NNNN.",
                "An organisation number has ten digits, of which the third is at least 2, and is written NNNNNN-NNNN."
            ),
            pointer
        );

    public static RuleViolation CheckDigit(string? pointer = null) =>
        new(
            CheckDigitCode,
            RefusalKind.Invalid,
            new LocalText(
                "Organisationsnumrets kontrollsiffra stämmer inte",
                "The organisation number's check digit is wrong"
            ),
            new LocalText(
                "Den sista siffran stämmer inte med de andra. Kontrollera numret; en siffra är troligen felskriven.",
                "The last digit does not match the others. Check the number; one digit is probably mistyped."
            ),
            pointer
        );

    public static RuleViolation PersonalIdentityNumber(string? pointer = null) =>
        new(
            PersonalIdentityNumberCode,
            RefusalKind.Invalid,
            new LocalText("Personnummer tas inte emot", "Personal identity numbers are not accepted"),
            new LocalText(
                "Numret ser ut som ett personnummer eller samordningsnummer. Registret innehåller bara organisationer, och numret har inte sparats.",
                "The number looks like a personal identity number or coordination number. The registry holds organisations only, and the number was not stored."
            ),
            pointer
        );
}
