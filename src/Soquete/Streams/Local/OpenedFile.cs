using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Streams.Connecting;

namespace Soquete.Streams.Local;

/// <summary>A file, FIFO or device as an end.</summary>
internal static class OpenedFile
{
    private const UnixFileMode DefaultMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static StreamConnection Open(FileAddress address, EndUse use)
    {
        var (read, write) = DirectionsOf(address, use);
        var flags = FlagsOf(address, read, write);
        var mode = (uint)(address.Mode ?? DefaultMode);
        Failure.ThrowIf(NativeFile.OpenFile(address.Path, flags, mode, out var file), "open", address.ToString());
        if (NativeFile.KindOf(file) is FileKind.Directory)
        {
            file.Dispose();
            throw new SoqueteException(FailureKind.Other, address.ToString(), "it is a directory", "open", "EISDIR");
        }

        var transport = new DescriptorTransport(
            read ? file : null, write ? file : null, read ? static () => { } : file.Dispose);
        var thisProcess = SocketEnd.Local($"pid {ThisProcess.Id}");
        return new StreamConnection(transport, new Association("file", thisProcess, SocketEnd.Local(address.Path)));
    }

    private static (bool Read, bool Write) DirectionsOf(FileAddress address, EndUse use)
    {
        var writes = address.Write ?? address.Append ?? (address.Truncate == true || use == EndUse.Destination);
        var isSource = use == EndUse.Source && address.Write is null && address.Append != true;
        return (address.Read ?? (!writes || isSource), writes);
    }

    private static OpenFlags FlagsOf(FileAddress address, bool read, bool write)
    {
        var flags = (read, write) switch
        {
            (true, true) => OpenFlags.ReadWrite,
            (false, _) => OpenFlags.WriteOnly,
            _ => OpenFlags.ReadOnly,
        };
        if (!write)
        {
            return flags;
        }

        var append = address.Append == true;
        flags |= append ? OpenFlags.Append : 0;
        flags |= address.Create ?? true ? OpenFlags.Create : 0;
        return flags | (address.Truncate ?? (!append && !read) ? OpenFlags.Truncate : 0);
    }
}
