using System.Collections;
using System.Data.Common;

namespace IopRegistry.IntegrationTests.SqlServer;

/// <summary>The columns that a statement asks for, and the rows that it gets.</summary>
internal sealed record Answer(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>Reads answers that are already there. Values have the types that SqlClient would give them.</summary>
internal sealed class SilentReader(IReadOnlyList<Answer> answers, DbConnection? closes) : DbDataReader
{
    private int _answer;
    private int _row = -1;
    private bool _closed;

    private Answer? Current => _answer < answers.Count ? answers[_answer] : null;

    public override int Depth => 0;

    public override int FieldCount => Current?.Columns.Count ?? 0;

    public override bool HasRows => Current?.Rows.Count > 0;

    public override bool IsClosed => _closed;

    public override int RecordsAffected => 1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => Current is { } answer && ++_row < answer.Rows.Count;

    public override bool NextResult()
    {
        _answer++;
        _row = -1;
        return _answer < answers.Count;
    }

    public override object GetValue(int ordinal) => Current!.Rows[_row][ordinal] ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => Current!.Rows[_row][ordinal] is null;

    public override string GetName(int ordinal) => Current!.Columns[ordinal];

    public override int GetOrdinal(string name) =>
        Enumerable.Range(0, FieldCount).First(i => string.Equals(GetName(i), name, StringComparison.OrdinalIgnoreCase));

    public override Type GetFieldType(int ordinal) =>
        Current?.Rows.Select(row => row[ordinal]?.GetType()).FirstOrDefault(type => type is not null) ?? typeof(object);

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override void Close()
    {
        if (!_closed)
        {
            _closed = true;
            closes?.Close();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }
}
