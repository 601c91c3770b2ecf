using Microsoft.AspNetCore.Http.Metadata;

namespace IopRegistry.Api.Http;

/// <summary>
/// What kinds of operation there are. A slice says which one it is; what follows from it (headers, statuses, idempotency,
/// the API document) is written once, here and in the filters.
/// </summary>
public static class Conventions
{
    /// <summary>A POST that makes something new: Idempotency-Key is honoured; 409 and 422 are possible.</summary>
    public static RouteHandlerBuilder Creates(this RouteHandlerBuilder builder) =>
        builder
            .WithMetadata(new HonoursIdempotencyKey())
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>A change of something that exists (PUT, PATCH, DELETE or an action): If-Match; 404, 409, 412, 422, 428.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder builder) =>
        builder
            .WithMetadata(new NeedsIfMatch())
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    /// <summary>An action POSTed under a resource: both of the above.</summary>
    public static RouteHandlerBuilder Acts(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new HonoursIdempotencyKey()).Changes();

    /// <summary>A read of one thing, which the caller may not be able to see: 404.</summary>
    public static RouteHandlerBuilder ReadsOne(this RouteHandlerBuilder builder) =>
        builder.ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>
    /// A POST that is safe to repeat by itself (an import by external key, a dry run): no Idempotency-Key, no If-Match, and
    /// no transaction around the handler.
    /// </summary>
    public static RouteHandlerBuilder RepeatsSafely(this RouteHandlerBuilder builder) =>
        builder
            .WithMetadata(new SafeToRepeat())
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Somebody may be guessing here: few calls per address, whoever they are for.</summary>
    public static RouteHandlerBuilder ThrottledSignIn(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new ThrottledSignIn());

    /// <summary>Takes larger bodies than the megabyte that every other operation takes.</summary>
    public static RouteHandlerBuilder AcceptsUpTo(this RouteHandlerBuilder builder, long bytes) =>
        builder.WithMetadata(new BodyLimit(bytes));
}

/// <summary>Endpoint metadata: a POST whose answer is kept and replayed for the same Idempotency-Key.</summary>
public sealed class HonoursIdempotencyKey;

/// <summary>Endpoint metadata: If-Match is required.</summary>
public sealed class NeedsIfMatch;

/// <summary>Endpoint metadata: repeating the call changes nothing more, so it needs no key.</summary>
public sealed class SafeToRepeat;

/// <summary>Endpoint metadata: answers 304 to If-None-Match and carries an ETag.</summary>
public sealed class AnswersWithETag;

/// <summary>Endpoint metadata: the most bytes a body may have. The server enforces it, chunked or not.</summary>
public sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>What an operation takes that says nothing else: one megabyte.</summary>
    public const long Default = 1_048_576;

    public long? MaxRequestBodySize => bytes;
}
