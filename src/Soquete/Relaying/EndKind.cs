using Soquete.Addresses;

namespace Soquete.Relaying;

/// <summary>What an address carries, as far as a relay has to know.</summary>
internal enum EndKind
{
    /// <summary>Bytes without boundaries: a stream.</summary>
    Bytes,

    /// <summary>Messages in the frames of a stream.</summary>
    Frames,

    /// <summary>Messages of connections that keep their boundaries.</summary>
    Packets,

    /// <summary>Datagrams, from any number of peers.</summary>
    Datagrams,

    /// <summary>The frames of a link, of which there is one end.</summary>
    Link,
}

/// <summary>What addresses carry.</summary>
internal static class EndKinds
{
    public static EndKind Of(Address address) => address switch
    {
        IDatagramAddress => EndKind.Datagrams,
        UnixSequencedPacketAddress => EndKind.Packets,
        PacketAddress => EndKind.Link,
        IFramedAddress { Frame: not null } => EndKind.Frames,
        _ => EndKind.Bytes,
    };

    public static bool IsOfMessages(this EndKind kind) => kind != EndKind.Bytes;
}
