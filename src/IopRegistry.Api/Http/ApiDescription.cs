namespace IopRegistry.Api.Http;

/// <summary>What the API says about itself, in its document and at /api-info.</summary>
public static class ApiDescription
{
    public const string Name = "IopRegistry";
    public const string Version = "1.0.0";
    public const string DocumentationPath = "/docs";
    public const string ServerUrl = "https://api.iopregistry.example" + HttpSetup.BasePath;
    public const string PublicUrl = "https://iopregistry.example";

    public static readonly DateOnly Released = new(2026, 11, 21);

    public const string Description = """
        **Svenska.** Register och arbetsyta för idéburet offentligt partnerskap (IOP): avtal mellan offentlig sektor och
        civilsamhälle, från förslag till förnyelse. API:et är till för kommuners, regioners, myndigheters och idéburna
        organisationers system och för den egna webbklienten. Alla parter ser samma avtal och samma klocka, och varje svar
        säger i `_links` vad just den som frågar får göra nu.

        Kända begränsningar: endast SEK; dagar räknas i svensk tid; en lista visar högst 100 poster per sida; ett
        innehåll är högst 1 MB och 32 nivåer djupt; anropsgränser räknas per nod; ett Idempotency-Key-svar sparas i 24
        timmar.

        Ett värde som saknas utelämnas ur svaret. Belopp och andra decimaltal är text (`"650000.00"`), aldrig flyttal.
        Fel är `application/problem+json` (RFC 9457) på svenska eller engelska efter `Accept-Language`; förgrena på `code`.

        **English.** Register and workspace for civil-public partnerships (IOP): agreements between public bodies and civil
        society, from proposal to renewal. The API is for the systems of municipalities, regions, agencies and civil
        organisations, and for the product's own web client. Every party sees the same agreement and the same clock, and
        every answer says in `_links` what this very caller may do now.

        Known limitations: SEK only; days are Swedish days; a list shows at most 100 records per page; a body has at most
        1 MB and 32 levels; rate limits are counted per node; an Idempotency-Key answer is kept for 24 hours.

        A value that does not exist is left out of the answer. Amounts and other decimals are strings (`"650000.00"`), never
        floats. Errors are `application/problem+json` (RFC 9457) in Swedish or English by `Accept-Language`; branch on `code`.
        """;
}
