using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// Messages for recvmmsg(2) and sendmmsg(2), all in one block that stays where it is: headers, vectors, names, control
/// data and payloads, a slot each.
/// </summary>
internal sealed class MessageBlock : IDisposable
{
    private readonly NativeBuffer _buffer;
    private readonly int _vectors;
    private readonly int _names;
    private readonly int _control;
    private readonly int _payloads;

    public MessageBlock(int slots, int payloadBytes, int controlBytes)
    {
        Slots = slots;
        PayloadBytes = payloadBytes;
        ControlBytes = controlBytes;
        _vectors = slots * CountedMessageHeader.Size;
        _names = _vectors + (slots * MessageVector.Size);
        _control = _names + (slots * SocketNameBytes.Size);
        _payloads = _control + (slots * controlBytes);
        _buffer = new NativeBuffer(checked(_payloads + (slots * payloadBytes)));
    }

    public int Slots { get; }

    public int PayloadBytes { get; }

    /// <summary>The room for control data in a slot; a multiple of 8.</summary>
    public int ControlBytes { get; }

    /// <summary>The address of the header of a slot.</summary>
    public nint HeaderAddress(int slot) => _buffer.Address + (slot * CountedMessageHeader.Size);

    public ref CountedMessageHeader Header(int slot) =>
        ref MemoryMarshal.AsRef<CountedMessageHeader>(_buffer.Bytes.Slice(slot * CountedMessageHeader.Size));

    public Span<byte> Payload(int slot) => _buffer.Bytes.Slice(_payloads + (slot * PayloadBytes), PayloadBytes);

    public nint PayloadAddress(int slot) => _buffer.Address + _payloads + (slot * PayloadBytes);

    public Span<byte> Control(int slot) => _buffer.Bytes.Slice(_control + (slot * ControlBytes), ControlBytes);

    public Span<byte> Name(int slot) =>
        _buffer.Bytes.Slice(_names + (slot * SocketNameBytes.Size), SocketNameBytes.Size);

    public nint NameAddress(int slot) => _buffer.Address + _names + (slot * SocketNameBytes.Size);

    /// <summary>Makes a slot ready to receive into.</summary>
    public void PrepareToReceive(int slot)
    {
        ref var message = ref Header(slot);
        message.Header.Name = NameAddress(slot);
        message.Header.NameLength = SocketNameBytes.Size;
        message.Header.Control = _buffer.Address + _control + (slot * ControlBytes);
        message.Header.ControlLength = (nuint)ControlBytes;
        message.Header.Flags = MessageFlags.None;
        SetVector(slot, PayloadBytes);
    }

    /// <summary>Makes a slot ready again that was received into: what the kernel wrote over is put back.</summary>
    public void PrepareToReceiveAgain(int slot)
    {
        ref var header = ref Header(slot).Header;
        header.NameLength = SocketNameBytes.Size;
        header.ControlLength = (nuint)ControlBytes;
        header.Flags = MessageFlags.None;
    }

    /// <summary>Makes a slot ready to send: how much of its payload and its name, and which control data.</summary>
    public void PrepareToSend(int slot, int payloadBytes, int nameBytes, int controlOffset, int controlBytes)
    {
        ref var message = ref Header(slot);
        message.Header.Name = nameBytes == 0 ? 0 : NameAddress(slot);
        message.Header.NameLength = nameBytes;
        message.Header.Control = controlBytes == 0 ? 0
            : _buffer.Address + _control + (slot * ControlBytes) + controlOffset;
        message.Header.ControlLength = (nuint)controlBytes;
        message.Header.Flags = MessageFlags.None;
        SetVector(slot, payloadBytes);
    }

    /// <summary>
    /// Points a slot at a part of another block's payload, and at its name; they must stay until it was sent.
    /// </summary>
    public void PointTo(int slot, MessageBlock other, int otherSlot, int offset, int payloadBytes)
    {
        SetVector(slot, payloadBytes);
        ref var message = ref Header(slot);
        message.Header = other.Header(otherSlot).Header with { Vectors = message.Header.Vectors, VectorCount = 1 };
        var vector = _buffer.Bytes[(_vectors + (slot * MessageVector.Size))..];
        MemoryMarshal.AsRef<MessageVector>(vector).Base = other.PayloadAddress(otherSlot) + offset;
    }

    /// <summary>The payload, the name and the control data that a slot's header points to.</summary>
    public void Read(
        int slot, out ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> control)
    {
        ref var header = ref Header(slot).Header;
        var offset = _vectors + (slot * MessageVector.Size);
        ref var vector = ref MemoryMarshal.AsRef<MessageVector>(_buffer.Bytes[offset..]);

        // SAFETY: a header points into this block or, by PointTo, into one that stays for as long; both have the bytes.
        unsafe
        {
            payload = new ReadOnlySpan<byte>((void*)vector.Base, (int)vector.Length);
            name = new ReadOnlySpan<byte>((void*)header.Name, header.NameLength);
            control = new ReadOnlySpan<byte>((void*)header.Control, (int)header.ControlLength);
        }
    }

    public void Dispose() => _buffer.Dispose();

    private void SetVector(int slot, int payloadBytes)
    {
        var offset = _vectors + (slot * MessageVector.Size);
        ref var vector = ref MemoryMarshal.AsRef<MessageVector>(_buffer.Bytes[offset..]);
        vector.Base = PayloadAddress(slot);
        vector.Length = (nuint)payloadBytes;
        ref var message = ref Header(slot);
        message.Header.Vectors = _buffer.Address + offset;
        message.Header.VectorCount = 1;
    }
}
