using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>
/// Ancillary data as control data to send. It holds the descriptors open until it is disposed, even where their owners
/// close them meanwhile.
/// </summary>
internal sealed class SentControl : IDisposable
{
    private readonly List<SafeHandle> _held = [];
    private readonly byte[] _bytes;
    private readonly int _length;

    /// <exception cref="ArgumentException">There are too many descriptors, or one is closed.</exception>
    public SentControl(AncillaryData data)
    {
        if (data.Descriptors.Count > AncillaryData.MaxDescriptors)
        {
            throw new ArgumentException(
                $"a message takes {AncillaryData.MaxDescriptors} descriptors, not {data.Descriptors.Count}",
                nameof(data));
        }

        _bytes = new byte[ReceivedControl.Room];
        try
        {
            _length = Write(data);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    public void Dispose()
    {
        foreach (var handle in _held)
        {
            handle.DangerousRelease();
        }

        _held.Clear();
    }

    private int Write(AncillaryData data)
    {
        var length = 0;
        if (data.Credentials is { } who)
        {
            ReadOnlySpan<uint> numbers = [(uint)who.ProcessId, who.UserId, who.GroupId];
            length = ControlMessage.Write(_bytes, ControlKind.Credentials, MemoryMarshal.AsBytes(numbers));
        }

        if (data.Descriptors.Count == 0)
        {
            return length;
        }

        Span<int> descriptors = stackalloc int[data.Descriptors.Count];
        for (var i = 0; i < descriptors.Length; i++)
        {
            descriptors[i] = Hold(data.Descriptors[i]);
        }

        var rights = MemoryMarshal.AsBytes(descriptors);
        return length + ControlMessage.Write(_bytes.AsSpan(length), ControlKind.Rights, rights);
    }

    private int Hold(SafeHandle handle)
    {
        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
        }
        catch (ObjectDisposedException e)
        {
            throw new ArgumentException("a descriptor to pass is closed", nameof(handle), e);
        }

        _held.Add(handle);
        return handle.IsInvalid
            ? throw new ArgumentException("a descriptor to pass is none", nameof(handle))
            : (int)handle.DangerousGetHandle();
    }
}
