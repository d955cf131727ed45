using System.Buffers;
using Soquete.Ancillary;

namespace Soquete.Relaying.Messages;

/// <summary>A message in memory of its own, with the descriptors that came with it. It is released once.</summary>
internal readonly struct OwnedMessage
{
    private readonly byte[] _buffer;

    private OwnedMessage(byte[] buffer, int length, PassedDescriptors? descriptors)
    {
        _buffer = buffer;
        Length = length;
        Descriptors = descriptors;
    }

    public int Length { get; }

    public PassedDescriptors? Descriptors { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Copies bytes, and takes descriptors over.</summary>
    public static OwnedMessage Of(ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        return new OwnedMessage(buffer, bytes.Length, descriptors);
    }

    /// <summary>Another one that is the same, with descriptors of its own.</summary>
    public OwnedMessage Duplicate() => Of(Bytes.Span, Descriptors?.Duplicate());

    /// <summary>Gives the memory back, and closes the descriptors.</summary>
    public void Release()
    {
        Descriptors?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}
