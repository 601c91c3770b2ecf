using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace IopRegistry.Api.Http;

/// <summary>
/// Calls per caller and window: those of this node, counted as they come, and those of the others as they were last told.
/// Windows begin at the same moments on every node, because they are counted from 1970.
/// </summary>
internal sealed class RateCounters(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int SweepAbove = 10_000;

    /// <summary>More than this is an attack by as many; each of them is still limited on each node.</summary>
    private const int MostReported = 5_000;

    /// <summary>Callers under this part of their limit are not worth telling, also when they are so on twenty nodes.</summary>
    private const int ReportedFromPartOfLimit = 20;

    private readonly int _length = Math.Max(1, options.Value.WindowSeconds);
    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    private Told _told = new(-1, []);
    private long _swept = -1;
    private int _touched;

    /// <summary>The window that is now.</summary>
    public long Period => clock.GetUtcNow().ToUnixTimeSeconds() / _length;

    public (int Used, long SecondsLeft) Count(string caller, int limit)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var period = now / 1000 / _length;
        if (!_windows.TryGetValue(caller, out var window) || window.Period != period)
        {
            Sweep(period);
            window = _windows.AddOrUpdate(
                caller,
                static (key, at) => new Window(key, at.Period, at.Limit, at.Told),
                static (key, current, at) =>
                    current.Period == at.Period ? current : new Window(key, at.Period, at.Limit, at.Told),
                (Period: period, Limit: limit, Told: Volatile.Read(ref _told))
            );
        }

        _touched = 1;
        var ends = (period + 1) * _length * 1000;
        return (
            Interlocked.Increment(ref window.Used) + Volatile.Read(ref window.Elsewhere),
            Math.Max(1, (ends - now + 999) / 1000)
        );
    }

    /// <summary>Whether anybody has called since this was last asked.</summary>
    public bool TakeTouched() => Interlocked.Exchange(ref _touched, 0) == 1;

    /// <summary>What the other nodes should know of a window, busiest first.</summary>
    public Dictionary<string, int> Report(long period) =>
        _windows
            .Values.Where(window => window.Period == period && window.Used * ReportedFromPartOfLimit >= window.Limit)
            .OrderByDescending(window => window.Used)
            .Take(MostReported)
            .ToDictionary(window => window.Name, window => window.Used, StringComparer.Ordinal);

    /// <param name="period">The window that they are of.</param>
    /// <param name="counts">Calls on all other nodes together.</param>
    public void Tell(long period, Dictionary<string, int> counts)
    {
        Volatile.Write(ref _told, new Told(period, counts));
        foreach (var window in _windows.Values.Where(window => window.Period == period))
        {
            Volatile.Write(ref window.Elsewhere, counts.GetValueOrDefault(window.Name));
        }
    }

    /// <summary>Forgets windows that are over, at most once per window, so that passers-by cost no memory.</summary>
    private void Sweep(long period)
    {
        var last = Interlocked.Read(ref _swept);
        if (
            _windows.Count < SweepAbove
            || last >= period
            || Interlocked.CompareExchange(ref _swept, period, last) != last
        )
        {
            return;
        }

        foreach (var (caller, window) in _windows)
        {
            if (window.Period < period)
            {
                _windows.TryRemove(new KeyValuePair<string, Window>(caller, window));
            }
        }
    }

    private sealed record Told(long Period, Dictionary<string, int> Counts);

    private sealed class Window
    {
        public Window(string caller, long period, int limit, Told told)
        {
            (Period, Limit) = (period, limit);
            Name = NameOf(caller, period);
            Elsewhere = told.Period == period ? told.Counts.GetValueOrDefault(Name) : 0;
        }

        public long Period { get; }

        public int Limit { get; }

        /// <summary>Another one in every window, so that the database does not tell who called when.</summary>
        public string Name { get; }

        public int Used;
        public int Elsewhere;

        private static string NameOf(string caller, long period) =>
            Convert.ToBase64String(
                SHA256
                    .HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{period} {caller}")))
                    .AsSpan(0, 12)
            );
    }
}
