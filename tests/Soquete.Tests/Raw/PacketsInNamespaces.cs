using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Raw;

/// <summary>Packet sockets and rings of this process on an end of a link.</summary>
internal static class PacketsInNamespaces
{
    /// <summary>The library's thread is started outside: a thread is born where its parent is.</summary>
    private static readonly Lazy<Task> Starting = new(async () =>
    {
        await using var first = await DatagramSocket.BindAsync(Address.Parse("udp4:0"));
    });

    /// <summary>Opens a socket on the end's interface, with options behind it; or on another interface of there.
    /// </summary>
    public static async Task<PacketSocket> OpenAsync(
        this LinkEnd end, string options = "", BpfProgram? filter = null, string? on = null)
    {
        await Starting.Value;
        var address = Address.Parse($"packet:{on ?? end.Interface}{options}");
        return await end.Namespace.RunAsync(() => PacketSocket.OpenAsync(address, filter).AsTask()).Soon();
    }

    public static async Task<PacketRing> OpenRingAsync(
        this LinkEnd end, string options = "", PacketRingOptions? ring = null, BpfProgram? filter = null,
        string? on = null)
    {
        await Starting.Value;
        var address = Address.Parse($"packet:{on ?? end.Interface}{options}");
        return await end.Namespace.RunAsync(() => PacketRing.OpenAsync(address, ring, filter).AsTask()).Soon();
    }

    /// <summary>Receives a frame into a buffer of its own.</summary>
    public static async Task<(ReceivedFrame Frame, byte[] Bytes)> ReceiveWholeAsync(this PacketSocket socket)
    {
        var buffer = new byte[70_000];
        var frame = await socket.ReceiveAsync(buffer).Soon();
        return (frame, buffer[..frame.Count]);
    }

    /// <summary>Reads frames out of a ring until there are as many.</summary>
    public static async Task<List<SeenFrame>> ReadAsync(this PacketRing ring, int count)
    {
        var seen = new List<SeenFrame>();
        while (seen.Count < count)
        {
            await ring.WaitAsync().Soon();
            TakeAll(ring, seen);
        }

        return seen;
    }

    private static void TakeAll(PacketRing ring, List<SeenFrame> seen)
    {
        while (ring.TryRead(out var block))
        {
            using (block)
            {
                foreach (var frame in block)
                {
                    seen.Add(new SeenFrame(
                        frame.Bytes.ToArray(), frame.OriginalLength, frame.Timestamp, frame.InterfaceIndex,
                        frame.IsVlanTagPutBack));
                }
            }
        }
    }
}

/// <summary>A frame that was taken out of a ring.</summary>
internal sealed record SeenFrame(
    byte[] Bytes, int OriginalLength, long Timestamp, int InterfaceIndex, bool IsVlanTagPutBack);
