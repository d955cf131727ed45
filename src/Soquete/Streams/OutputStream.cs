using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Streams;

/// <summary>
/// What is written from its beginning, without a buffer: a file that is this user's alone, for what passed on a network
/// or in a private conversation, or a descriptor of this process. Not for several threads.
/// </summary>
/// <remarks>
/// <see cref="FileStream"/> follows any symbolic link, and empties a file that somebody else has put there and may
/// read. In a folder that others write to as well, such as /tmp, the kernel refuses that only where
/// fs.protected_symlinks and fs.protected_regular are set (proc_sys_fs(5)).
/// </remarks>
public sealed class OutputStream : Stream
{
    private const uint PrivateMode = 0x180;
    private const uint SymbolicLinkType = 0xA000;
    private const uint Root = 0;
    private const OpenFlags Flags = OpenFlags.WriteOnly | OpenFlags.Create;

    private readonly SafeFileHandle _file;
    private readonly bool _isRegular;
    private long _written;

    private OutputStream(string name, SafeFileHandle file, bool isRegular) =>
        (Name, _file, _isRegular) = (name, file, isRegular);

    /// <summary>The path, or what the descriptor is called.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <summary>Whether it is a regular file, whose length is known; it is written at its end alone.</summary>
    public override bool CanSeek => _isRegular;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>How long the file is, in bytes.</summary>
    public override long Length => RandomAccess.GetLength(_file);

    /// <summary>How many bytes were written.</summary>
    /// <exception cref="NotSupportedException">It was set.</exception>
    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Makes a file with the mode 0600, or empties one of this user's and gives it that mode.</summary>
    /// <param name="path">The path. A FIFO or a device is written to as it is, a FIFO when it has a reader.</param>
    /// <exception cref="SoqueteException">
    /// It cannot be opened, or it belongs to another user, or the path is a symbolic link that neither this user nor
    /// root has made.
    /// </exception>
    public static OutputStream CreatePrivate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var error = NativeFile.OpenFile(
            path, Flags | OpenFlags.Exclusive | OpenFlags.NoFollow, PrivateMode, out var file);
        if (error != Errno.EEXIST)
        {
            Failure.ThrowIf(error, "open", path);
            return new OutputStream(path, file, isRegular: true);
        }

        file.Dispose();
        return OpenExisting(path);
    }

    /// <summary>A descriptor that this process was started with; it stays open.</summary>
    /// <param name="descriptor">Its number, such as <see cref="StandardDescriptor.Output"/>.</param>
    public static OutputStream Of(int descriptor) => new(
        StandardDescriptor.NameOf(descriptor), new SafeFileHandle(descriptor, ownsHandle: false), isRegular: false);

    /// <summary>Writes all of the bytes, waiting where the reader is slow.</summary>
    /// <exception cref="SoqueteException">
    /// It failed; <see cref="SoqueteException.ErrorName"/> is <c>ENOSPC</c> where the disk is full, <c>EPIPE</c> where
    /// the reader of a pipe is gone.
    /// </exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var error = NativeFile.Write(_file, buffer, out var count);
            buffer = buffer[count..];
            _written += count;
            Failure.ThrowIf(error == Errno.EAGAIN ? WaitForRoom() : error, "write", Name);
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Does nothing: there is no buffer.</summary>
    public override void Flush()
    {
    }

    /// <summary>Cuts the file.</summary>
    public override void SetLength(long value) => RandomAccess.SetLength(_file, value);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private static OutputStream OpenExisting(string path)
    {
        Failure.ThrowIf(NativePath.Identify(path, followLinks: false, out var named), "statx", path);
        var isLink = named.Type == SymbolicLinkType;
        if (isLink && named.UserId != Root)
        {
            CheckOwner(path, named, "the symbolic link");
        }

        // A link that takes the file's place meanwhile gives ELOOP.
        var flags = isLink ? Flags : OpenFlags.WriteOnly | OpenFlags.NoFollow;
        Failure.ThrowIf(NativeFile.OpenFile(path, flags, PrivateMode, out var file), "open", path);
        try
        {
            return new OutputStream(path, file, TryEmpty(path, file));
        }
        catch (SoqueteException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <returns>Whether it is a regular file, and not a FIFO or a device.</returns>
    private static bool TryEmpty(string path, SafeFileHandle file)
    {
        Failure.ThrowIf(NativePath.Identify(file, out var opened), "statx", path);
        if (opened.Type != FileIdentity.RegularType)
        {
            return false;
        }

        CheckOwner(path, opened, "the file");
        Failure.ThrowIf(NativeFile.DescriptorMode(file, PrivateMode), "fchmod", path);
        RandomAccess.SetLength(file, 0);
        return true;
    }

    private static void CheckOwner(string path, FileIdentity identity, string what)
    {
        if (identity.UserId != ThisProcess.EffectiveUserId)
        {
            throw new SoqueteException(
                FailureKind.NotPermitted, path, $"{what} belongs to user {identity.UserId}",
                remedy: "who could read what is written: name another one");
        }
    }

    private Errno WaitForRoom()
    {
        // Whoever shares the open file has made it non-blocking.
        using var held = new HeldDescriptor(_file);
        Span<PollDescriptor> polled =
            [new PollDescriptor { Descriptor = held.Number, Requested = PollDescriptor.Out }];
        return NativeFile.Poll(polled, -1, out _);
    }
}
