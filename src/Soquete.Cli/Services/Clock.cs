using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Soquete.Cli.Services;

/// <summary>The time, in the forms of the old services.</summary>
internal static class Clock
{
    private static readonly DateTime Epoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The first form that RFC 867 suggests, in universal time.</summary>
    public static byte[] Daytime() => Encoding.ASCII.GetBytes(
        DateTime.UtcNow.ToString("dddd, MMMM d, yyyy HH:mm:ss'-UTC\r\n'", CultureInfo.InvariantCulture));

    /// <summary>Seconds since 1900 in 32 bits (RFC 868), which begin again at zero in February 2036.</summary>
    public static byte[] Time()
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, unchecked((uint)(long)(DateTime.UtcNow - Epoch).TotalSeconds));
        return bytes;
    }
}
