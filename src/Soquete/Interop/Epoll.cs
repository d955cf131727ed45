using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>What a watched descriptor is ready for (epoll_ctl(2)); the numbers are those of poll(2).</summary>
[Flags]
internal enum EpollSignals
{
    None = 0,
    In = 0x1,
    Out = 0x4,
    Error = 0x8,
    HangUp = 0x10,
    OneShot = 1 << 30,
}

/// <summary>An epoll(7) instance. Safe for use by several threads.</summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Delete = 2;
    private const int Modify = 3;

    // struct epoll_event is packed on x64 alone (sys/epoll.h).
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EntryBytes = DataOffset + sizeof(ulong);

    private readonly SafeFileHandle _handle;

    /// <exception cref="SoqueteException">The process or the system has no descriptor left.</exception>
    public Epoll()
    {
        var descriptor = LibC.CreateEpoll(NativeOpenFlags.CloseOnExec);
        Failure.ThrowIf(ErrnoText.Of(descriptor), "epoll_create1", address: null);
        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Begins to watch a descriptor, for nothing yet.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="data">What its signals come with.</param>
    public Errno Watch(SafeHandle descriptor, ulong data) =>
        Control(Add, descriptor, EpollSignals.OneShot, data);

    /// <summary>The next signal of these kinds, one in all.</summary>
    public Errno Arm(SafeHandle descriptor, EpollSignals signals, ulong data) =>
        Control(Modify, descriptor, signals | EpollSignals.OneShot, data);

    public Errno Forget(SafeHandle descriptor) => Control(Delete, descriptor, EpollSignals.None, 0);

    /// <summary>Waits until there are signals.</summary>
    /// <param name="room">Where they go, for as many as fit.</param>
    /// <returns>How many came.</returns>
    public int Wait(Span<byte> room)
    {
        while (true)
        {
            var count = LibC.WaitForEpoll(_handle, room, room.Length / EntryBytes, -1);
            var error = ErrnoText.Of(count);
            if (error != Errno.EINTR)
            {
                Failure.ThrowIf(error, "epoll_wait", address: null);
                return count;
            }
        }
    }

    /// <summary>One of the signals that a wait gave.</summary>
    public static (EpollSignals Signals, ulong Data) Read(ReadOnlySpan<byte> room, int index)
    {
        var entry = room[(index * EntryBytes)..];
        return ((EpollSignals)MemoryMarshal.Read<int>(entry), MemoryMarshal.Read<ulong>(entry[DataOffset..]));
    }

    public void Dispose() => _handle.Dispose();

    private Errno Control(int operation, SafeHandle descriptor, EpollSignals signals, ulong data)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        entry.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)signals);
        MemoryMarshal.Write(entry[DataOffset..], in data);
        return ErrnoText.Of(LibC.ControlEpoll(_handle, operation, descriptor, entry));
    }
}
