using System.Runtime.InteropServices;
using Soquete.Datagrams;
using Soquete.Interop;

namespace Soquete.Relaying.Sessions;

/// <summary>Whose session it is: a source, and the address of this machine that it speaks to.</summary>
/// <param name="Source">The source; without a name where it is a unix socket that has none.</param>
/// <param name="SpokenTo">The address, 4 or 16 bytes; 0 where it is not known.</param>
internal readonly record struct SessionKey(SocketName Source, UInt128 SpokenTo)
{
    /// <summary>The key of a slot that was received.</summary>
    public static SessionKey Of(DatagramBatch batch, int slot)
    {
        var facts = DatagramFacts.Read(batch.ControlOf(slot));
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        facts.AnsweringAddress.CopyTo(address);
        return new SessionKey(SocketName.FromBytes(batch.NameBytesOf(slot)), MemoryMarshal.Read<UInt128>(address));
    }
}
