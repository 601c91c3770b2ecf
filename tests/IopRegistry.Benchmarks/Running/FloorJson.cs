using System.Text.Json.Serialization;

namespace IopRegistry.Benchmarks.Running;

/// <summary>What the floor has to understand of the JSON columns; everything else goes through as it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FloorTerm))]
[JsonSerializable(typeof(FloorParty[]))]
[JsonSerializable(typeof(FloorDecision[]))]
[JsonSerializable(typeof(FloorWaiting))]
internal sealed partial class FloorJson : JsonSerializerContext;

internal sealed record FloorTerm(int? NoticeMonths, FloorNotice[] NoticeByParty, FloorExtension Extension);

internal sealed record FloorNotice(Guid PartyId, int Months);

internal sealed record FloorExtension(string Kind, int Months, int MostTimes, int? DecideMonthsBefore);

internal sealed record FloorParty(Guid Id, Guid OrganisationId, string Name);

internal sealed record FloorDecision(Guid Id);

internal sealed record FloorWaiting(DateTimeOffset Since, FloorText Why, FloorText Next);

internal sealed record FloorText(string Sv);
