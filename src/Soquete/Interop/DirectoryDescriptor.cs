using System.Diagnostics;

namespace Soquete.Interop;

/// <summary>
/// A directory that is held open while what is in it is read: names are bytes that end with a NUL, and nothing is
/// allocated.
/// </summary>
/// <remarks>Dispose closes it. For one thread at a time.</remarks>
internal readonly struct DirectoryDescriptor : IDisposable
{
    private const int NoFollow = 0x100;

    /// <summary>
    /// Takes what is known of the file, and does not ask a server for it, who may be gone (AT_STATX_DONT_SYNC).
    /// </summary>
    private const int NoSync = 0x4000;

    private readonly int _number;

    private DirectoryDescriptor(int number) => _number = number;

    /// <summary>Stands for the working directory; what is opened from it has a whole path.</summary>
    public static DirectoryDescriptor Working { get; } = new(LibC.WorkingDirectory);

    /// <summary>openat(2) of a directory in this one.</summary>
    public Errno OpenDirectory(ReadOnlySpan<byte> name, out DirectoryDescriptor opened)
    {
        var error = Open(name, OpenFlags.ReadOnly | OpenFlags.Directory, out var number);
        opened = new DirectoryDescriptor(number);
        return error;
    }

    /// <summary>getdents64(2): as many of the next entries as the buffer has room for.</summary>
    /// <param name="buffer">Gets them, for <see cref="DirectoryEntries"/>.</param>
    /// <param name="length">How many bytes they are; 0 where there are no more.</param>
    public Errno ReadEntries(Span<byte> buffer, out int length)
    {
        var result = LibC.ReadDirectory(_number, buffer, (nuint)buffer.Length);
        length = (int)Math.Max(0, result);
        return ErrnoText.Of(result);
    }

    /// <summary>readlinkat(2): where a link of this directory leads, cut to the buffer.</summary>
    public Errno ReadLink(ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        Debug.Assert(name[^1] == 0, "a name ends with a NUL");
        var result = LibC.ReadLink(_number, name, buffer, (nuint)buffer.Length);
        length = (int)Math.Max(0, result);
        return ErrnoText.Of(result);
    }

    /// <summary>statx(2) of what is in this directory, or of where a link leads.</summary>
    public Errno Identify(ReadOnlySpan<byte> name, bool followLinks, out FileIdentity identity)
    {
        Debug.Assert(name[^1] == 0, "a name ends with a NUL");
        var flags = NoSync | (followLinks ? 0 : NoFollow);
        var error = ErrnoText.Of(LibC.ExtendedStatus(_number, name, flags, FileStatus.BasicMask, out var status));
        identity = error == Errno.None ? FileIdentity.Of(in status) : default;
        return error;
    }

    /// <summary>
    /// Reads a file of /proc in this directory, or as much of its beginning as the buffer has room for.
    /// </summary>
    /// <remarks>
    /// Such a file is made whole for a read that has room for it: one that leaves room has come to the end.
    /// </remarks>
    public Errno ReadFile(ReadOnlySpan<byte> name, Span<byte> buffer, out int length)
    {
        length = 0;
        var error = Open(name, OpenFlags.ReadOnly, out var number);
        if (error != Errno.None)
        {
            return error;
        }

        do
        {
            var result = LibC.Read(number, buffer, (nuint)buffer.Length);
            error = ErrnoText.Of(result);
            length = (int)Math.Max(0, result);
        }
        while (error == Errno.EINTR);

        LibC.Close(number);
        return error;
    }

    public void Dispose() => LibC.Close(_number);

    private Errno Open(ReadOnlySpan<byte> name, OpenFlags flags, out int number)
    {
        Debug.Assert(name[^1] == 0, "a name ends with a NUL");
        Errno error;
        do
        {
            number = LibC.Open(_number, name, NativeOpenFlags.Of(flags), 0);
            error = ErrnoText.Of(number);
        }
        while (error == Errno.EINTR);

        return error;
    }
}
