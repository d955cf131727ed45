using System.Net;
using System.Threading.Channels;
using Soquete.Addresses;
using Soquete.Raw;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;

namespace Soquete.Tests.Probing;

/// <summary>A path of routers that are all played by the test: it sees each probe, and sends what it likes.</summary>
internal sealed class TraceFakePath : IAsyncDisposable
{
    private readonly VethPair _pair;
    private readonly PacketSocket _link;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _playing;

    private TraceFakePath(VethPair pair, PacketSocket link, IPAddress target, Func<byte[], IEnumerable<byte[]>> answer)
    {
        _pair = pair;
        _link = link;
        Target = target;
        _playing = PlayAsync(answer);
    }

    /// <summary>Where the path leads to, which nobody has.</summary>
    public IPAddress Target { get; }

    public NetworkNamespace Inside => _pair.Left.Namespace;

    /// <summary>Every probe that came, from its IP header on.</summary>
    public Channel<byte[]> Probes { get; } = Channel.CreateUnbounded<byte[]>();

    /// <summary>Makes one.</summary>
    /// <param name="isIPv6">Which version of IP it is of.</param>
    /// <param name="answer">Gives the packets that answer a probe.</param>
    public static async Task<TraceFakePath> CreateAsync(bool isIPv6, Func<byte[], IEnumerable<byte[]>> answer)
    {
        await TraceFromInside.PreparedAsync();
        var pair = await VethPair.CreateAsync();
        var target = IPAddress.Parse(isIPv6 ? "fd99::77" : "10.99.0.77");
        await pair.Left.Namespace.IpAsync($"""
            route add default via {pair.Right.IPv4}
            route add default via {pair.Right.IPv6}

            """);
        // Over IPv6 a host that is no router says all the same that it has no route.
        await pair.Right.Namespace.IpAsync("route add blackhole fd99::/16\n");
        var address = Address.Parse($"packet:{pair.Right.Interface}");
        var link = await pair.Right.Namespace.RunAsync(() => PacketSocket.OpenAsync(address).AsTask());
        return new TraceFakePath(pair, link, target, answer);
    }

    /// <summary>A router's address, as far as there is one at that distance.</summary>
    public static IPAddress Router(int hop, bool isIPv6 = false) =>
        IPAddress.Parse(isIPv6 ? $"fd99::{hop:x}" : $"10.99.{hop}.1");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _playing;
        await _link.DisposeAsync();
        await _pair.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task PlayAsync(Func<byte[], IEnumerable<byte[]>> answer)
    {
        var room = new byte[4096];
        try
        {
            while (true)
            {
                var frame = await _link.ReceiveAsync(room, _stopping.Token);
                if (ProbeIn(room.AsSpan(0, frame.Count)) is { } probe)
                {
                    Probes.Writer.TryWrite(probe);
                    await SendAsync(room[..EthernetView.HeaderLength], answer(probe));
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private byte[]? ProbeIn(ReadOnlySpan<byte> frame)
    {
        var packet = frame[EthernetView.HeaderLength..];
        return IpView.TryRead(packet, out var view) && view.Destination.Equals(Target) ? packet.ToArray() : null;
    }

    private async Task SendAsync(byte[] header, IEnumerable<byte[]> packets)
    {
        // Back to whom it came from.
        byte[] turned = [.. header[6..12], .. header[..6], .. header[12..]];
        foreach (var packet in packets)
        {
            await _link.SendAsync((byte[])[.. turned, .. packet], _stopping.Token);
        }
    }
}
