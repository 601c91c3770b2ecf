using System.Text;
using FsCheck;
using FsCheck.Fluent;
using IopRegistry.Agreements.Importing;
using IopRegistry.SharedKernel;

namespace IopRegistry.UnitTests.Agreements.Importing;

public sealed class ImportReaderTests
{
    private const string Heading = "id;title;public_party;ngo_parties;length_months;amount_per_year_sek;unusual";

    [Fact]
    public async Task Both_formats_give_the_same_record()
    {
        var json = await ReadAsync(
            """{"id":"Å1","title":"Bryggan","public_party":"Exempelköpings kommun","ngo_parties":["A | B","C\\"],"length_months":36,"amount_per_year_sek":{"2027":2,"2026":1.50},"unusual":"rad 1\nrad \"2\""}""",
            ImportFormat.JsonLines
        );
        var csv = await ReadAsync(
            $"\uFEFF\r\n{Heading}\r\nÅ1;Bryggan;Exempelköpings kommun;A \\| B|C\\\\;36;2026=1.5|2027=2.00;\"rad 1\nrad \"\"2\"\"\"\r\n\r\n;;;;;;\r\n",
            ImportFormat.Csv
        );

        Assert.Equal(["A | B", @"C\"], csv[0].Record!.List(ImportFields.NgoParties));
        Assert.Equal([("2026", 1.5m), ("2027", 2m)], csv[0].Record!.Amounts.Select(a => (a.Key, a.Value)));
        Assert.Equal(json[0].Record!.Hash, csv[0].Record!.Hash);
        Assert.Equal((1, 3), (json[0].Number, csv[0].Number));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n  \r\n")]
    public async Task Line_breaks_marks_and_blank_lines_do_not_matter(string lineBreak)
    {
        var rows = await ReadAsync(
            "\uFEFF" + string.Join(lineBreak, Row("a"), Row("b")) + lineBreak,
            ImportFormat.JsonLines
        );

        Assert.Equal(["a", "b"], rows.Select(row => row.ExternalKey));
        Assert.All(rows, row => Assert.NotNull(row.Record));
    }

    [Fact]
    public async Task A_heading_in_quotes_and_commas_is_understood()
    {
        var rows = await ReadAsync(
            "\"id\",\"title\",\"public_party\"\n\"a\",\"Ett, två; tre\",\"Exempelköpings kommun\"",
            ImportFormat.Csv
        );

        Assert.Equal("Ett, två; tre", rows[0].Record!.Title);
    }

    [Fact]
    public async Task The_limit_on_rows_is_the_limit()
    {
        var full = string.Join('\n', Enumerable.Range(0, ImportLimits.MaxRows).Select(i => Row($"r{i}")));

        Assert.Equal(ImportLimits.MaxRows, (await ReadAsync(full, ImportFormat.JsonLines)).Count);
        var refused = await Assert.ThrowsAsync<RuleViolationException>(() =>
            ReadAsync(full + "\n" + Row("one more"), ImportFormat.JsonLines)
        );
        Assert.Equal("import-too-many-rows", refused.Violation.Code);
    }

    [Fact]
    public void What_is_joined_splits_into_the_same() =>
        Prop.ForAll<NonNull<string>[]>(
                ArbMap.Default.ArbFor<NonNull<string>[]>().Filter(entries => entries.Length > 0),
                entries =>
                {
                    var texts = entries.Select(entry => entry.Get).ToList();
                    return ImportText.Split(ImportText.Join(texts)).SequenceEqual(texts, StringComparer.Ordinal);
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Whatever is thrown at it, every line of text becomes one row of the report and nothing else happens.</summary>
    [Fact]
    public void No_line_breaks_the_reader() =>
        Prop.ForAll<NonNull<string>>(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    var line = text.Get.ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ');
                    var rows = ReadAsync(Row("a") + "\n" + line + "\n" + Row("b"), ImportFormat.JsonLines)
                        .GetAwaiter()
                        .GetResult();
                    return rows[0].Record is not null
                        && rows[^1].Record is not null
                        && rows.Count <= 3
                        && rows.Skip(1).SkipLast(1).All(row => row.Record is null && row.Reasons.Count > 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Row(string id) =>
        $$"""{"id":"{{id}}","title":"Bryggan","public_party":"Exempelköpings kommun"}""";

    private static async Task<IReadOnlyList<ImportRow>> ReadAsync(string text, ImportFormat format)
    {
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await ImportReader.ReadAsync(file, format, CancellationToken.None);
    }
}
