using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>The sources of queries and records, which IGMP and MLD write alike.</summary>
internal static class MulticastSources
{
    public static int AddressLength(AddressFamily family) => family == AddressFamily.InterNetwork ? 4 : 16;

    public static ValueList<IPAddress> Read(ReadOnlySpan<byte> bytes, int addressLength)
    {
        var sources = new IPAddress[bytes.Length / addressLength];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new IPAddress(bytes.Slice(i * addressLength, addressLength));
        }

        return sources;
    }

    /// <summary>The sources that are there, of those that are said to be.</summary>
    public static ReadOnlySpan<byte> Present(ReadOnlySpan<byte> bytes, int count, int addressLength) =>
        bytes[..(Math.Min(count, bytes.Length / addressLength) * addressLength)];

    public static void WriteCount(Span<byte> destination, int count)
    {
        if (count > ushort.MaxValue)
        {
            throw new InvalidOperationException($"There are at most {ushort.MaxValue} of them.");
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)count);
    }

    public static int Write(ValueList<IPAddress> sources, Span<byte> destination, AddressFamily family)
    {
        var at = 0;
        foreach (var source in sources)
        {
            AddressBytes.Write(source, family, destination[at..]);
            at += AddressLength(family);
        }

        return at;
    }
}
