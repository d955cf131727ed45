using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>One option of an IPv4 header as it lies in memory (RFC 791 section 3.1).</summary>
public readonly ref struct Ipv4OptionView
{
    private const int HeadLength = 2;
    private const int AddressLength = Ipv4View.AddressLength;

    internal Ipv4OptionView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of its bytes, from its type: one at least.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it is (<see cref="Ipv4OptionType"/>), with its class and the flag below.</summary>
    public byte Type => Bytes[0];

    /// <summary>Whether every fragment has it, and not the first alone.</summary>
    public bool IsCopied => (Type & 0x80) != 0;

    /// <summary>What it is for: 0 is control, 2 debugging and measurement.</summary>
    public byte Class => (byte)((Type >> 5) & 3);

    /// <summary>What stands behind type and length; nothing for the end of the list and no operation.</summary>
    public ReadOnlySpan<byte> Data => Bytes.Length > HeadLength ? Bytes[HeadLength..] : default;

    /// <summary>Whether it is a route: recorded, or given strictly or loosely.</summary>
    public bool IsRoute =>
        Type is Ipv4OptionType.RecordRoute or Ipv4OptionType.LooseSourceRoute or Ipv4OptionType.StrictSourceRoute;

    /// <summary>
    /// How many addresses a route has come past: those before its pointer, which counts from 1 at the option's type and
    /// is 4 at first. 0 where it is none.
    /// </summary>
    public int AddressesPassed => !IsRoute || Data.IsEmpty ? 0 : Math.Clamp((Data[0] - 4) / 4, 0, AddressCount);

    /// <summary>How many addresses a route has room for. 0 where it is none.</summary>
    public int AddressCount => !IsRoute || Data.IsEmpty ? 0 : (Data.Length - 1) / AddressLength;

    /// <summary>The 4 bytes of each address of a route, one after the other. Empty where it is none.</summary>
    public ReadOnlySpan<byte> AddressBytes =>
        AddressCount == 0 ? default : Data.Slice(1, AddressCount * AddressLength);

    /// <summary>
    /// What a router alert asks routers to do: 0 is to look at the packet (RFC 2113). False where it is none.
    /// </summary>
    public bool TryGetRouterAlert(out ushort value)
    {
        var isAlert = Type == Ipv4OptionType.RouterAlert && Data.Length == sizeof(ushort);
        value = isAlert ? BinaryPrimitives.ReadUInt16BigEndian(Data) : (ushort)0;
        return isAlert;
    }
}
