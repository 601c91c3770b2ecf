using System.Text.Json.Nodes;
using IopRegistry.Identity;
using IopRegistry.Trail;

namespace IopRegistry.UnitTests.Trail;

/// <summary>A trail of a few entries, and ways to do it harm.</summary>
internal static class TrailKit
{
    public static readonly Guid Agreement = Guid.Parse("01936f0a-6c5e-7000-9000-000000000001");
    public static readonly Guid Anna = Guid.Parse("01936f0a-6c5e-7000-9000-000000000002");
    public static readonly Guid Kommun = Guid.Parse("01936f0a-6c5e-7000-9000-000000000003");
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    public static Caller Caller { get; } =
        new(Anna, Kommun, [Role.Legal], "Mozilla/5.0", "4bf92f3577b34da6a3ce929d0e0e4736", "ConfirmVersion");

    public static TrailRecord Record(string action = "confirmVersion", params TrailChange[] changes) =>
        TrailRecord.By(Caller, Agreement, Noon, action) with
        {
            Changes = changes.Length > 0 ? changes : [new TrailChange("state", "negotiating", "deciding")],
        };

    public static TrailChange Step(int version) =>
        new("timeline/7", null, new JsonObject { ["action"] = "confirmVersion", ["contentsVersion"] = version });

    public static (TrailHead Head, List<TrailEntry> Entries) Trail(int entries)
    {
        var head = new TrailHead { AgreementId = Agreement };
        return (head, [.. Enumerable.Range(1, entries).Select(i => head.Append(Record($"action{i}")))]);
    }

    /// <summary>As an UPDATE behind the product's back would.</summary>
    public static TrailEntry Tampered(this TrailEntry entry, string property, object? value)
    {
        typeof(TrailEntry).GetProperty(property)!.SetValue(entry, value);
        return entry;
    }

    public static TrailFault? Check(TrailHead? head, IEnumerable<TrailEntry> entries)
    {
        var check = new TrailCheck(Agreement, head);
        foreach (var entry in entries)
        {
            check.Next(entry);
        }

        return check.End();
    }
}
