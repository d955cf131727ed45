using System.Globalization;
using System.Net;
using Soquete.Addresses;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Map;

/// <summary>What a target is.</summary>
internal enum MapTargetKind
{
    Process,
    ProcessName,
    Port,
    Path,
    Inode,
    Descriptor,
}

/// <summary>A part of the map, as it is named on the command line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was typed.</param>
internal sealed record MapTarget(MapTargetKind Kind, string Text)
{
    private const string InodePrefix = "inode:";

    /// <summary>The process, port or inode.</summary>
    public ulong Number { get; private init; }

    /// <summary>Of a process's descriptor, which one.</summary>
    public int Descriptor { get; private init; }

    /// <summary>The path or name: of an address without its scheme.</summary>
    public string Name { get; private init; } = Text;

    /// <summary>The scheme, where it was typed as an address.</summary>
    public string? Scheme { get; private init; }

    /// <summary>A target: a number alone is a process.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static MapTarget Parse(string text) =>
        TryNumber(text) is { } number
            ? new MapTarget(MapTargetKind.Process, text) { Number = number }
            : ParseWord(text) ?? new MapTarget(MapTargetKind.ProcessName, text);

    /// <summary>One end: a number alone is an inode, and a name that of a socket.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static MapTarget ParseEnd(string text) =>
        TryNumber(text) is { } number
            ? new MapTarget(MapTargetKind.Inode, text) { Number = number }
            : ParseWord(text) ?? new MapTarget(MapTargetKind.Path, text);

    private static MapTarget? ParseWord(string text)
    {
        if (text.Length == 0)
        {
            throw new UsageException("map: the target is empty");
        }

        if (text.StartsWith(InodePrefix, StringComparison.Ordinal))
        {
            return TryNumber(text[InodePrefix.Length..]) is { } inode
                ? new MapTarget(MapTargetKind.Inode, text) { Number = inode }
                : throw new UsageException($"map: '{Printable.Shorten(text)}' is no inode");
        }

        return text[0] == ':' ? ParsePort(text)
            : ParseDescriptor(text) ?? ParseAddress(text)
                ?? (text[0] == '@' || text.Contains('/') ? new MapTarget(MapTargetKind.Path, text) : null);
    }

    private static MapTarget ParsePort(string text) =>
        TryNumber(text[1..]) is { } port and > 0 and <= IPEndPoint.MaxPort
            ? new MapTarget(MapTargetKind.Port, text) { Number = port }
            : throw new UsageException($"map: '{Printable.Shorten(text)}' is no port: :1 to :65535");

    private static MapTarget? ParseDescriptor(string text) =>
        text.Split('/') is [var process, var descriptor]
        && TryNumber(process) is { } id && TryNumber(descriptor) is { } number and <= int.MaxValue
            ? new MapTarget(MapTargetKind.Descriptor, text) { Number = id, Descriptor = (int)number }
            : null;

    private static MapTarget? ParseAddress(string text) => !Address.TryParse(text, out var address) ? null
        : address switch
    {
        TransportAddress { Port.ServiceName: null } at => new MapTarget(MapTargetKind.Port, text)
        {
            Number = (ulong)at.Port.Number, Scheme = at is UdpAddress ? "udp" : "tcp",
        },
        UnixSocketAddress at => new MapTarget(MapTargetKind.Path, text)
        {
            Name = at.Name,
            Scheme = at switch
            {
                UnixDatagramAddress => "unix-dgram", UnixSequencedPacketAddress => "unix-seqpacket", _ => "unix",
            },
        },
        _ => null,
    };

    private static ulong? TryNumber(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
