using System.Text;

namespace IopRegistry.Exports;

/// <summary>
/// CSV as Swedish Excel opens it: a byte-order mark, semicolons, CRLF. A cell that a spreadsheet would take for a formula is
/// made text, because names and titles are written by others.
/// </summary>
public static class CsvTable
{
    public static byte[] Write(IEnumerable<IReadOnlyList<string?>> rows) => Write("\uFEFF", rows);

    /// <summary>The rows after those that are written already, of a table that is written in pages.</summary>
    public static byte[] WriteMore(IEnumerable<IReadOnlyList<string?>> rows) => Write("", rows);

    private static byte[] Write(string start, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder(start);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0)
                {
                    text.Append(';');
                }

                Append(text, row[i] ?? "");
            }

            text.Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, string cell)
    {
        if (cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
        {
            cell = "'" + cell;
        }

        if (cell.AsSpan().IndexOfAny(";\"\r\n") < 0)
        {
            text.Append(cell);
            return;
        }

        text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
