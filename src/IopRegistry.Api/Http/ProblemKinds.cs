using IopRegistry.SharedKernel;

namespace IopRegistry.Api.Http;

/// <summary>A kind of refusal that belongs to HTTP itself: the same status, code and title every time.</summary>
public sealed record ProblemKind(int Status, string Code, LocalText Title, LocalText Detail);

/// <summary>Every refusal that no rule of the domain makes. The problem catalogue is written from this class.</summary>
public static class ProblemKinds
{
    public static ProblemKind InvalidBody { get; } =
        new(
            400,
            "invalid-body",
            new("Innehållet kan inte läsas.", "The body cannot be read."),
            new(
                "Innehållet är inte den JSON som operationen tar emot.",
                "The body is not the JSON that the operation takes."
            )
        );

    public static ProblemKind InvalidQuery { get; } =
        new(
            400,
            "invalid-query",
            new("En parameter i adressen är fel.", "A parameter of the address is wrong."),
            new("Se errors för vilken och varför.", "See errors for which one and why.")
        );

    public static ProblemKind InvalidHeader { get; } =
        new(
            400,
            "invalid-header",
            new("Ett huvud i anropet är fel.", "A header of the request is wrong."),
            new("Se errors för vilket och varför.", "See errors for which one and why.")
        );

    public static ProblemKind BadRequest { get; } =
        new(
            400,
            "bad-request",
            new("Anropet kan inte läsas.", "The request cannot be read."),
            new(
                "Anropet följer inte HTTP eller API:ets kontrakt.",
                "The request does not follow HTTP or the contract of the API."
            )
        );

    public static ProblemKind Unauthenticated { get; } =
        new(
            401,
            "not-signed-in",
            new("Inloggning krävs.", "Signing in is required."),
            new(
                "Skicka en giltig åtkomsttoken: Authorization: Bearer.",
                "Send a valid access token: Authorization: Bearer."
            )
        );

    public static ProblemKind SignInRefused { get; } =
        new(
            401,
            "sign-in-refused",
            new("Inloggningen godtas inte.", "The sign-in is not accepted."),
            new(
                "Adressen och lösenordet eller koden hör inte ihop, eller så har det prövats för många gånger. Vänta en kvart eller begär ett nytt lösenord.",
                "The address and the password or code do not belong together, or there were too many tries. Wait a quarter of an hour, or ask for a new password."
            )
        );

    public static ProblemKind SecondFactorNeeded { get; } =
        new(
            401,
            "second-factor-needed",
            new("En kod behövs också.", "A code is needed, too."),
            new(
                "Skicka samma anrop igen med code från appen eller en recoveryCode.",
                "Send the same call again with a code from the app or a recoveryCode."
            )
        );

    public static ProblemKind SessionOver { get; } =
        new(
            401,
            "session-over",
            new("Sessionen är slut.", "The session is over."),
            new(
                "Logga in på nytt. En förnyelsetoken gäller en gång; kommer den igen avslutas hela sessionen.",
                "Sign in again. A refresh token is good once; if it comes again, the whole session ends."
            )
        );

    public static ProblemKind CsrfTokenMissing { get; } =
        new(
            403,
            "csrf-token-missing",
            new("Skyddet mot förfalskade anrop saknas.", "The protection against forged requests is missing."),
            new(
                "En webbläsare som ändrar något skickar X-CSRF-Token, hämtad från /me/csrf-token.",
                "A browser that changes something sends X-CSRF-Token, taken from /me/csrf-token."
            )
        );

    public static ProblemKind Forbidden { get; } =
        new(
            403,
            "permission-missing",
            new("Behörighet saknas.", "You do not have the permission."),
            new("Din roll får inte göra detta.", "Your role may not do this.")
        );

    public static ProblemKind HttpsRequired { get; } =
        new(
            403,
            "https-required",
            new("Anropet kom okrypterat.", "The request came in clear."),
            new(
                "Anropa över https, och byt den token eller det lösenord som skickades.",
                "Call over https, and replace the token or password that was sent."
            )
        );

    public static ProblemKind NotFound { get; } =
        new(
            404,
            "not-found",
            new("Det finns inte.", "It does not exist."),
            new("Adressen leder inte till något som du kan se.", "The address leads to nothing that you can see.")
        );

    public static ProblemKind MethodNotAllowed { get; } =
        new(
            405,
            "method-not-allowed",
            new("Metoden finns inte på adressen.", "The address does not have that method."),
            new("Huvudet Allow säger vilka metoder som finns.", "The Allow header says which methods it has.")
        );

    public static ProblemKind NotAcceptable { get; } =
        new(
            406,
            "not-acceptable",
            new("Inget format passar.", "No format fits."),
            new(
                "Operationen svarar inte i något format som Accept tillåter.",
                "The operation answers in no format that Accept allows."
            )
        );

    public static ProblemKind IdempotencyKeyInUse { get; } =
        new(
            409,
            "idempotency-key-in-use",
            new("Anropet med samma nyckel pågår.", "The call with the same key is still running."),
            new("Vänta och upprepa anropet.", "Wait and repeat the call.")
        );

    public static ProblemKind ChangedBySomeoneElse { get; } =
        new(
            412,
            "changed-by-someone-else",
            new("Någon annan ändrade detta först.", "Someone else changed this first."),
            new("Läs det igen och gör om ändringen.", "Read it again and repeat the change.")
        );

    public static ProblemKind TooLarge { get; } =
        new(
            413,
            "body-too-large",
            new("Innehållet är för stort.", "The body is too large."),
            new("Dela upp innehållet i flera anrop.", "Split the content over several calls.")
        );

    public static ProblemKind UnsupportedMediaType { get; } =
        new(
            415,
            "media-type-not-supported",
            new("Innehållets format stöds inte.", "The format of the body is not supported."),
            new("Ange Content-Type: application/json.", "Send Content-Type: application/json.")
        );

    public static ProblemKind Validation { get; } =
        new(
            422,
            "validation",
            new("Uppgifter saknas eller är fel.", "Something is missing or wrong."),
            new("Se errors för vilka uppgifter och varför.", "See errors for which members and why.")
        );

    public static ProblemKind IdempotencyKeyReused { get; } =
        new(
            422,
            "idempotency-key-reused",
            new("Nyckeln har använts för något annat.", "The key was used for something else."),
            new(
                "En Idempotency-Key hör till en adress och ett innehåll. Ta en ny nyckel för ett nytt anrop.",
                "An Idempotency-Key belongs to one address and one body. Take a new key for a new call."
            )
        );

    public static ProblemKind IfMatchMissing { get; } =
        new(
            428,
            "if-match-missing",
            new("If-Match saknas.", "If-Match is missing."),
            new(
                "Skicka med den ETag du läste, så att ingen ändring skrivs över.",
                "Send the ETag that you read, so that nobody's change is overwritten."
            )
        );

    public static ProblemKind TooManyRequests { get; } =
        new(
            429,
            "too-many-requests",
            new("För många anrop.", "Too many requests."),
            new("Vänta så länge som Retry-After säger.", "Wait as long as Retry-After says.")
        );

    public static ProblemKind Internal { get; } =
        new(
            500,
            "internal-error",
            new("Något gick fel hos oss.", "Something went wrong on our side."),
            new(
                "Felet är loggat. Ange traceId om du hör av dig.",
                "The error is logged. Quote traceId if you contact us."
            )
        );

    public static ProblemKind Unavailable { get; } =
        new(
            503,
            "unavailable",
            new("Tjänsten är inte tillgänglig just nu.", "The service is not available right now."),
            new(
                "Databasen svarar inte. Försök igen om en stund.",
                "The database does not answer. Try again in a while."
            )
        );

    public static ProblemKind OfStatus(int status) =>
        status switch
        {
            401 => Unauthenticated,
            403 => Forbidden,
            404 => NotFound,
            405 => MethodNotAllowed,
            406 => NotAcceptable,
            412 => ChangedBySomeoneElse,
            413 => TooLarge,
            415 => UnsupportedMediaType,
            422 => Validation,
            428 => IfMatchMissing,
            429 => TooManyRequests,
            503 => Unavailable,
            < 500 => BadRequest with { Status = status },
            _ => Internal with { Status = status },
        };
}
