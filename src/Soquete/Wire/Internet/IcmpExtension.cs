using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>An ICMP extension structure: objects that are appended to an error (RFC 4884 section 7).</summary>
public sealed record IcmpExtension
{
    /// <summary>The objects.</summary>
    public ValueList<IcmpExtensionObject> Objects { get; init; }

    /// <summary>How many bytes it takes.</summary>
    public int Length
    {
        get
        {
            var length = IcmpExtensionView.HeaderLength;
            foreach (var item in Objects)
            {
                length += item.Length;
            }

            return length;
        }
    }

    /// <summary>What an extension structure means. Octets behind the last object that is whole are left out.</summary>
    /// <param name="view">The structure.</param>
    public static IcmpExtension Read(in IcmpExtensionView view)
    {
        var objects = new List<IcmpExtensionObject>();
        foreach (var item in view.Objects)
        {
            objects.Add(IcmpExtensionObject.Read(item));
        }

        return new IcmpExtension { Objects = objects.ToArray() };
    }

    /// <summary>Writes the structure with its checksum.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    public int Write(Span<byte> destination)
    {
        var length = Length;
        WireRoom.Check(destination, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)IcmpExtensionView.CurrentVersion << 28);
        var at = IcmpExtensionView.HeaderLength;
        foreach (var item in Objects)
        {
            at += item.Write(destination[at..]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], InternetChecksum.Of(destination[..length]));
        return length;
    }
}
