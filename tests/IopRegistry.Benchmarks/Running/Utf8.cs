using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace IopRegistry.Benchmarks.Running;

/// <summary>JSON put together by hand, straight into the response's buffer: the least that writing an answer can cost.</summary>
internal readonly ref struct Utf8(IBufferWriter<byte> output)
{
    private const int LongestNumber = 48;

    public Utf8 Raw(ReadOnlySpan<byte> json)
    {
        output.Write(json);
        return this;
    }

    /// <summary>A text that is known to need no escape, such as one that this program makes.</summary>
    public Utf8 Plain(string text)
    {
        Encoding.UTF8.GetBytes(text, output);
        return this;
    }

    /// <summary>A JSON column as it is stored, or nothing at all when it is null.</summary>
    public Utf8 Member(ReadOnlySpan<byte> name, byte[]? json) => json is null ? this : Raw(name).Raw(json);

    public Utf8 Id(Guid id)
    {
        Utf8Formatter.TryFormat(id, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
        return this;
    }

    public Utf8 Number(int number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
        return this;
    }

    public Utf8 Day(DateOnly day)
    {
        day.TryFormat(output.GetSpan(LongestNumber), out var written, "yyyy-MM-dd", null);
        output.Advance(written);
        return this;
    }

    public Utf8 Moment(DateTime moment)
    {
        moment.TryFormat(output.GetSpan(LongestNumber), out var written, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", null);
        output.Advance(written);
        return this;
    }

    /// <summary>A text from the database, escaped where JSON says so.</summary>
    public Utf8 Text(string text)
    {
        output.Write("\""u8);
        Plain(
            text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && !text.AsSpan().ContainsAny('"', '\\')
                ? text
                : System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)
        );
        output.Write("\""u8);
        return this;
    }
}
