using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Listening;

/// <summary>
/// Descriptors that peers cannot take. Each thread of the runtime needs two to start, and the runtime ends the process
/// where it cannot start one; so when descriptors run out these are given back, and accepting waits until they can be
/// had again. Safe for use by several threads.
/// </summary>
internal sealed class DescriptorReserve : IDisposable
{
    /// <summary>How many more have to be free when the reserve is filled again, for who works on meanwhile.</summary>
    public const int Spare = 8;

    private const int Size = 16;

    private readonly Lock _gate = new();
    private readonly Stack<SafeFileHandle> _held = new(Size);
    private bool _isClosed;

    public DescriptorReserve() => TryRefill();

    /// <summary>Gives them to whoever in this process needs them.</summary>
    public void Release()
    {
        lock (_gate)
        {
            while (_held.TryPop(out var held))
            {
                held.Dispose();
            }
        }
    }

    /// <summary>Takes them back; none where there are not enough.</summary>
    /// <returns>Whether all are held again, or never will be, because the reserve was closed.</returns>
    public bool TryRefill()
    {
        lock (_gate)
        {
            while (!_isClosed && _held.Count < Size + Spare)
            {
                if (NativeFile.OpenFile("/", OpenFlags.Path, 0, out var handle) != Errno.None)
                {
                    Release();
                    return false;
                }

                _held.Push(handle);
            }

            while (_held.Count > Size)
            {
                _held.Pop().Dispose();
            }

            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Release();
        }
    }
}
