using System.Buffers.Binary;

namespace Soquete.Interop;

/// <summary>Service names and their ports (services(5)).</summary>
internal static class ServiceNames
{
    /// <summary>getservbyname(3): the port of a service, or of its alias, over <c>tcp</c> or <c>udp</c>.</summary>
    public static bool TryFindPort(string service, string protocol, out int port) => DatabaseLookup.TryFind(
        (nint buffer, nuint length, out ServiceEntry entry, out nint found) =>
            LibC.FindService(service, protocol, out entry, buffer, length, out found),
        entry => (int)PortOf(entry.NetworkPort),
        out port);

    private static ushort PortOf(int networkPort) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReverseEndianness((ushort)networkPort)
        : (ushort)networkPort;
}
