using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire;

/// <summary>Writes addresses into headers that have room for one family alone.</summary>
internal static class AddressBytes
{
    /// <exception cref="ArgumentException">It is an address of another family.</exception>
    public static void Write(IPAddress address, AddressFamily family, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != family)
        {
            var wanted = family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
            throw new ArgumentException($"{address} is no {wanted} address.", nameof(address));
        }

        address.TryWriteBytes(destination, out _);
    }
}
