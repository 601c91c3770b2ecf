using System.Net.Http.Json;
using IopRegistry.Api.Features.Trail;
using IopRegistry.Api.Http;
using IopRegistry.IntegrationTests.Infrastructure;

namespace IopRegistry.IntegrationTests.Features.Trail;

/// <summary>Reading a trail as a party does.</summary>
internal static class TrailClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The whole of it, oldest first.</summary>
    public static async Task<IReadOnlyList<TrailEntryView>> TrailAsync(
        this Case agreement,
        Member by,
        string query = ""
    )
    {
        List<TrailEntryView> entries = [];
        for (var page = 1; ; page++)
        {
            var read = await by.Http.GetFromJsonAsync<ListTrail.Response>(
                $"{agreement.Path}/trail?limit=100&page={page}{query}",
                StrictJson.Options
            );
            entries.AddRange(read!.Entries);
            if (page >= read.Meta.TotalPages)
            {
                entries.Reverse();
                return entries;
            }
        }
    }

    /// <summary>Reads until it is so: what strangers tried is appended after they have their answer.</summary>
    public static async Task<IReadOnlyList<TrailEntryView>> TrailUntilAsync(
        this Case agreement,
        Member by,
        Func<IReadOnlyList<TrailEntryView>, bool> isSo
    )
    {
        using var patience = new CancellationTokenSource(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var entries = await agreement.TrailAsync(by);
            if (isSo(entries))
            {
                return entries;
            }

            await again.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Every number once, every link made, and no entry changed, as the product itself works it out.</summary>
    public static async Task AssertWholeAsync(this Case agreement, Member by)
    {
        var entries = await agreement.TrailAsync(by);
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry.Number));
        Assert.Equal(
            [new string('0', 64), .. entries.SkipLast(1).Select(entry => entry.Hash)],
            entries.Select(entry => entry.PreviousHash)
        );
        var said = await by.Http.GetFromJsonAsync<GetTrailVerification.Response>(
            $"{agreement.Path}/trail/verification",
            StrictJson.Options
        );
        Assert.True(said!.IsWhole, said.Broken?.Text);
    }
}
