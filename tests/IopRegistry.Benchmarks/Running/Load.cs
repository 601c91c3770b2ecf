using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace IopRegistry.Benchmarks.Running;

/// <summary>
/// The load generator: keep-alive connections that each send a prepared request as soon as the answer before has come.
/// Plain sockets, so that it takes little of the processors that it shares with what it measures, and the same of both.
/// </summary>
internal static class Load
{
    public static async Task ObeyAsync(TextReader orders, TextWriter results)
    {
        while (await orders.ReadLineAsync() is { } line)
        {
            var result = await RunAsync(JsonSerializer.Deserialize<LoadOrder>(line)!);
            await results.WriteLineAsync(JsonSerializer.Serialize(result));
        }
    }

    private static async Task<LoadResult> RunAsync(LoadOrder order)
    {
        var address = new Uri(order.Address);
        byte[][] requests = [.. order.Paths.Select(path => Request(address, path, order.Token))];
        var started = Stopwatch.GetTimestamp();
        var until = started + (long)(order.Seconds * Stopwatch.Frequency);
        var connections = await Task.WhenAll(
            Enumerable
                .Range(0, order.Connections)
                .Select(i =>
                    Task.Run(() => AskAsync(address, requests, i * requests.Length / order.Connections, until))
                )
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var took = connections.SelectMany(connection => connection.Took).Order().ToList();
        return new LoadResult(
            took.Count,
            connections.Sum(connection => connection.Failures),
            seconds,
            took[took.Count / 2],
            took[took.Count * 99 / 100]
        );
    }

    private static byte[] Request(Uri address, string path, string? token) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\n"
                + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
                + "\r\n"
        );

    private static async Task<(List<double> Took, int Failures)> AskAsync(
        Uri address,
        byte[][] requests,
        int first,
        long until
    )
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var buffer = new byte[1 << 18];
        var took = new List<double>();
        var failures = 0;
        for (var i = first; ; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            if (sent >= until)
            {
                return (took, failures);
            }

            await socket.SendAsync(requests[i % requests.Length]);
            var length = 0;
            do
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length));
                length += received > 0 ? received : throw new IOException("The server closed the connection.");
            } while (!IsWhole(buffer.AsSpan(0, length)));

            took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            failures += buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8) ? 0 : 1;
        }
    }

    /// <summary>One answer at a time comes on a connection, so the end of what has come is enough to look at.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
        {
            return false;
        }

        var name = "\r\nContent-Length: "u8;
        var place = answer[..headers].IndexOf(name);
        if (place < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8); // chunked
        }

        var value = answer[(place + name.Length)..(headers + 2)];
        var digits = Encoding.ASCII.GetString(value[..value.IndexOf((byte)'\r')]);
        return answer.Length == headers + 4 + int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
