using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IopRegistry.Api.Http;

/// <summary>
/// What is wrong with a JSON body, as a pointer and a code. The serializer tells kinds of fault apart only in its messages;
/// the tests of this class fail if a new version words them differently, and clients then still get "wrong-type".
/// </summary>
internal static partial class JsonFaults
{
    public static FieldError Missing(string pointer) =>
        new(pointer, "missing", new("Uppgiften saknas.", "This is missing."));

    public static FieldError NullElement(string pointer) =>
        new(pointer, "null-not-allowed", new("Får inte vara null.", "Must not be null."));

    public static FieldError Character(string pointer) =>
        new(
            pointer,
            "character-not-allowed",
            new(
                "Texten innehåller ett otillåtet tecken (U+0000).",
                "The text has a character that is not allowed (U+0000)."
            )
        );

    public static IReadOnlyList<FieldError> Of(JsonException fault)
    {
        var pointer = PointerOf(fault.Path);
        if (fault is JsonFaultException ours)
        {
            return [ours.Error with { Pointer = pointer + ours.Error.Pointer }];
        }

        var message = fault.Message;
        if (message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return [new(pointer, "too-deep", new("För många nivåer.", "Nested too deeply."))];
        }

        if (
            fault.InnerException?.GetType().Name is "JsonReaderException"
            || fault.GetType().Name is "JsonReaderException"
        )
        {
            return [new(pointer, "malformed-json", new("Inte giltig JSON.", "Not valid JSON."))];
        }

        if (message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return
            [
                .. Quoted()
                    .Matches(message[message.LastIndexOf(':')..])
                    .Select(match => Missing(pointer + "/" + match.Groups["name"].Value)),
            ];
        }

        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return [new(Naming(pointer, message), "unknown-member", new("Okänd uppgift.", "Unknown member."))];
        }

        if (message.StartsWith("Duplicate property", StringComparison.Ordinal))
        {
            return
            [
                new(Naming(pointer, message), "duplicate-member", new("Uppgiften finns två gånger.", "Given twice.")),
            ];
        }

        if (message.Contains("doesn't allow null values", StringComparison.Ordinal))
        {
            return [NullElement(pointer)];
        }

        return
        [
            fault.InnerException?.Message.Contains("UTF-", StringComparison.Ordinal) == true
                ? new(pointer, "malformed-text", new("Inte giltig Unicode.", "Not valid Unicode."))
                : new(pointer, "wrong-type", new("Fel typ eller format.", "Wrong type or format.")),
        ];
    }

    /// <summary>$.parties[0].name, as the serializer writes it, is /parties/0/name (RFC 6901).</summary>
    internal static string PointerOf(string? path)
    {
        var pointer = new StringBuilder();
        foreach (Match step in PathStep().Matches(path ?? ""))
        {
            pointer
                .Append('/')
                .Append(Escaped(step.Groups["name"].Value + step.Groups["index"].Value + step.Groups["quoted"].Value));
        }

        return pointer.ToString();
    }

    internal static string Escaped(string member) =>
        member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Some of the serializer's paths stop at the object; the member is then named in the message.</summary>
    private static string Naming(string pointer, string message)
    {
        var member = Quoted().Match(message).Groups["name"].Value;
        return member.Length == 0 || pointer.EndsWith("/" + Escaped(member), StringComparison.Ordinal)
            ? pointer
            : pointer + "/" + Escaped(member);
    }

    [GeneratedRegex(
        """\.(?<name>[^.\[\]]+)|\[(?<index>\d+)\]|\['(?<quoted>[^']*)'\]""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PathStep();

    [GeneratedRegex("'(?<name>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}

/// <summary>A fault that our own reading rules found. The serializer adds the path of the object that was being read.</summary>
internal sealed class JsonFaultException(FieldError error) : JsonException(error.Message.En)
{
    public FieldError Error => error;
}
