using IopRegistry.SharedKernel;

namespace IopRegistry.Openness;

/// <summary>Why a choice of what is public is refused.</summary>
public static class PublicationRules
{
    public static RuleViolation FieldTwice(int i) =>
        Invalid(
            "publication-field-twice",
            "Fältet står två gånger.",
            "The field stands twice.",
            "Välj en nivå per fält.",
            "Choose one level for each field.",
            $"/fields/{i}/field"
        );

    public static RuleViolation GroundMissing(int i) =>
        Invalid(
            "publication-ground-missing",
            "Undanhållet utan laglig grund.",
            "Withheld without a legal ground.",
            "Den som undanhåller något anger vilken regel det sker enligt.",
            "Whoever withholds something says by which rule of law.",
            $"/fields/{i}/ground"
        );

    public static RuleViolation GroundUnknown(int i) =>
        Invalid(
            "publication-ground-unknown",
            "Okänd laglig grund.",
            "Unknown legal ground.",
            "Välj en av grunderna i listan över lagliga grunder.",
            "Choose one from the list of legal grounds.",
            $"/fields/{i}/ground"
        );

    public static RuleViolation GroundOfPublic(int i) =>
        Invalid(
            "publication-ground-of-public",
            "Grund för något som är offentligt.",
            "A ground for something public.",
            "Bara det som undanhålls har en laglig grund.",
            "Only what is withheld has a legal ground.",
            $"/fields/{i}/ground"
        );

    public static RuleViolation ShelterAddress(int i) =>
        Invalid(
            "publication-shelter-address",
            "Ett skyddat boendes adress blir aldrig offentlig.",
            "The address of sheltered housing is never made public.",
            "Avtalet rör skyddat boende. Lokaler och adresser i det kan ingen göra offentliga.",
            "The agreement is about sheltered housing. Nobody can make its premises and addresses public.",
            $"/fields/{i}/level"
        );

    public static RuleViolation ShelterReasonMissing { get; } =
        Invalid(
            "publication-shelter-reason-missing",
            "Motivering saknas.",
            "A reason is missing.",
            "Avtalet ser ut att röra skyddat boende. Den som säger att det inte gör det motiverar det.",
            "The agreement looks as if it were about sheltered housing. Whoever says that it is not gives a reason.",
            "/shelteredReason"
        );

    private static RuleViolation Invalid(
        string code,
        string titleSv,
        string titleEn,
        string detailSv,
        string detailEn,
        string pointer
    ) => new(code, RefusalKind.Invalid, new(titleSv, titleEn), new(detailSv, detailEn), pointer);
}
