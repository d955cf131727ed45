using System.Globalization;
using Soquete.Raw;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Cli.Events;

/// <summary>What happens to packet sockets, in the words and the fields that docs/command.md promises.</summary>
internal static class LinkEvents
{
    public static CommandEvent Listening(PacketSocket socket) =>
        new("listening", $"listening on {socket.Address}{Own(socket)}")
        {
            Fields =
            [
                ("address", socket.Address.ToString()), ("ends", new[] { socket.InterfaceName }),
                ("open_to_others", true), ("link_type", socket.LinkType.ToString()), ("mtu", socket.Mtu),
                ("hardware_address", socket.HardwareAddress?.ToString()),
            ],
        };

    public static CommandEvent Connected(PacketSocket socket) =>
        new("connected", $"sending on {socket.InterfaceName}{Own(socket)}")
        {
            Importance = Importance.Detail,
            Fields =
            [
                ("protocol", "packet"), ("local", socket.InterfaceName), ("remote", "(everybody)"),
            ],
        };

    /// <summary>The same words as of a capture.</summary>
    public static CommandEvent Down(PacketSocket socket) =>
        new("interface_down", $"{socket.InterfaceName} is down; frames come again when it is up")
        {
            Fields = [("interface", socket.InterfaceName)],
        };

    /// <summary>How much passed. That something was lost is told to everyone.</summary>
    public static CommandEvent Ended(PacketSocket socket)
    {
        var counted = socket.Statistics;
        var dropped = counted.Dropped == 0 ? ""
            : $", {counted.Dropped} dropped for want of room: receive-buffer=SIZE gives more";
        var passed = $"{Count(counted.Received)} received{dropped}, {Count(socket.FramesSent)} sent";
        return new CommandEvent("ended", $"ended {socket.Address}: {passed}")
        {
            Importance = counted.Dropped == 0 ? Importance.Detail : Importance.Normal,
            Fields =
            [
                .. Connected(socket).Fields, ("frames_received", counted.Received), ("dropped", counted.Dropped),
                ("frames_sent", socket.FramesSent), ("sent", socket.BytesSent),
            ],
        };
    }

    /// <summary>One frame, with what the kernel knows of it.</summary>
    public static CommandEvent Frame(PacketSocket socket, in ReceivedFrame frame, ReadOnlySpan<byte> bytes) =>
        new("frame", $"frame {PairOf(socket, bytes)}: {frame.OriginalLength} bytes")
        {
            Importance = Importance.Detail,
            Fields =
            [
                ("pair", PairOf(socket, bytes)), ("interface", frame.InterfaceIndex),
                ("type", frame.PacketType.ToString().ToLowerInvariant()), ("ethertype", frame.Protocol),
                ("length", frame.OriginalLength), ("truncated", frame.IsTruncated),
                ("timestamp", TimeOf(frame).ToString("O", CultureInfo.InvariantCulture)),
                ("hex", Convert.ToHexStringLower(bytes)),
            ],
        };

    /// <summary>Who sent a frame to whom, as far as its header tells.</summary>
    public static string PairOf(PacketSocket socket, ReadOnlySpan<byte> bytes) => socket.LinkType switch
    {
        LinkType.Ethernet when EthernetView.TryRead(bytes, out var frame) => $"{frame.Source} > {frame.Destination}",
        LinkType.LinuxSll2 when CookedView.TryReadSll2(bytes, out var cooked) => $"{cooked.Source}",
        _ => socket.InterfaceName,
    };

    private static string Own(PacketSocket socket) =>
        socket.HardwareAddress is { } own && own != default ? $" ({own})" : "";

    private static string Count(long frames) => frames == 1 ? "1 frame" : $"{frames} frames";

    private static DateTimeOffset TimeOf(in ReceivedFrame frame) =>
        DateTimeOffset.UnixEpoch.AddTicks(frame.Timestamp / TimeSpan.NanosecondsPerTick);
}
