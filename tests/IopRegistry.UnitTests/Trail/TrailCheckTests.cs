using IopRegistry.Trail;

namespace IopRegistry.UnitTests.Trail;

public sealed class TrailCheckTests
{
    /// <summary>Every field but the hash itself.</summary>
    public static TheoryData<string> Fields =>
        [.. typeof(TrailEntry).GetProperties().Select(p => p.Name).Where(name => name is not "Hash")];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_whole_trail_is_whole(int length)
    {
        var (head, entries) = TrailKit.Trail(length);

        Assert.Equal(length, head.Number);
        Assert.Null(TrailKit.Check(head, entries));
        Assert.Null(TrailKit.Check(null, []));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void No_field_can_be_changed_unseen(string field)
    {
        var (head, entries) = TrailKit.Trail(3);
        object other = typeof(TrailEntry).GetProperty(field)!.PropertyType switch
        {
            var type when type == typeof(int) => 9,
            var type when type == typeof(string) => "something else",
            var type when type == typeof(DateTimeOffset) => TrailKit.Noon.AddTicks(TimeSpan.TicksPerMicrosecond),
            var type when type == typeof(TrailOutcome) => TrailOutcome.Refused,
            _ => Guid.Parse("01936f0a-6c5e-7000-9000-00000000ffff"),
        };
        entries[1].Tampered(field, other);

        var fault = TrailKit.Check(head, entries);
        Assert.Equal(2, fault?.Number);
        Assert.Equal(field is "Number" ? TrailFaultKind.Missing : TrailFaultKind.Changed, fault?.Kind);
        Assert.Contains("2", fault?.Text.Sv, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_is_rewritten_with_its_hash_is_not_what_the_next_one_follows()
    {
        var (head, entries) = TrailKit.Trail(3);
        entries[1].Tampered("Client", "another");
        entries[1].Tampered("Hash", TrailHash.Of(entries[1]));

        Assert.Equal(new TrailFault(TrailKit.Agreement, 3, TrailFaultKind.NotLinked), TrailKit.Check(head, entries));
    }

    [Fact]
    public void Nor_is_the_last_one_what_the_trail_ended_with()
    {
        var (head, entries) = TrailKit.Trail(3);
        entries[2].Tampered("Client", "another");
        entries[2].Tampered("Hash", TrailHash.Of(entries[2]));

        Assert.Equal(new TrailFault(TrailKit.Agreement, 3, TrailFaultKind.EndReplaced), TrailKit.Check(head, entries));
    }

    [Fact]
    public void What_is_removed_is_missed_first_in_the_middle_and_last()
    {
        var (head, entries) = TrailKit.Trail(4);

        Assert.Equal((1, TrailFaultKind.Missing), Of(entries[1..]));
        Assert.Equal((3, TrailFaultKind.Missing), Of([.. entries[..2], entries[3]]));
        Assert.Equal((3, TrailFaultKind.CutOff), Of(entries[..2]));
        Assert.Equal((1, TrailFaultKind.CutOff), Of([]));

        (int, TrailFaultKind) Of(List<TrailEntry> left) =>
            TrailKit.Check(head, left) is { } fault ? (fault.Number, fault.Kind) : default;
    }

    [Fact]
    public void What_is_added_behind_the_end_is_seen_and_so_is_a_trail_without_an_end()
    {
        var (head, entries) = TrailKit.Trail(2);
        var beyond = TrailEntry.Link(TrailKit.Record(), 3, entries[1].Hash);

        Assert.Equal(TrailFaultKind.BeyondEnd, TrailKit.Check(head, [.. entries, beyond])?.Kind);
        Assert.Equal(TrailFaultKind.EndMissing, TrailKit.Check(null, entries)?.Kind);
    }

    /// <summary>The canonical form is a promise to whoever verifies with a program of their own.</summary>
    [Fact]
    public void The_canonical_form_is_as_documented_and_does_not_change()
    {
        var entry = new TrailHead { AgreementId = TrailKit.Agreement }.Append(
            TrailKit.Record("sign", new TrailChange("title", "Å", null)) with
            {
                OccurredAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(1)).AddTicks(12_345_678),
            }
        );

        Assert.Equal(
            "11:iop-trail-1,36:01936f0a-6c5e-7000-9000-000000000001,1:1,27:2026-03-02T11:00:01.234567Z,"
                + "36:01936f0a-6c5e-7000-9000-000000000002,-,36:01936f0a-6c5e-7000-9000-000000000003,-,-,5:Legal,"
                + "14:ConfirmVersion,4:sign,4:Done,-,11:Mozilla/5.0,32:4bf92f3577b34da6a3ce929d0e0e4736,"
                + "33:[{\"field\":\"title\",\"before\":\"Å\"}],"
                + $"64:{new string('0', 64)},",
            TrailHash.CanonicalFormOf(entry)
        );
        Assert.Matches("^[0-9a-f]{64}$", entry.Hash);
    }
}
