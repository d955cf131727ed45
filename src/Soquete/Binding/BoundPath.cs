using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Binding;

/// <summary>
/// The file that bind(2) made, held by identity: what is changed or removed later is that file and no other.
/// </summary>
internal sealed class BoundPath : IDisposable
{
    private readonly string _path;
    private readonly string _address;
    private readonly FileIdentity _identity;

    private BoundPath(string path, string address, FileIdentity identity)
    {
        // The process may change its directory before the socket closes.
        _path = Path.Join(Path.IsPathRooted(path) ? "" : Environment.CurrentDirectory, path);
        _address = address;
        _identity = identity;
    }

    /// <summary>Notes what was just made at the path.</summary>
    public static BoundPath Take(string path, string address)
    {
        Failure.ThrowIf(NativePath.Identify(path, followLinks: false, out var identity), "statx", address);
        return new BoundPath(path, address, identity);
    }

    /// <summary>
    /// Gives the file its owner, then its final mode where the umask or the change of owner kept it narrower.
    /// </summary>
    public void Settle(PathOwner owner, uint mode)
    {
        if (!owner.Changes && (_identity.Mode & 0x1FF) == mode)
        {
            return;
        }

        using var file = Open();
        if (owner.Changes)
        {
            var error = NativePath.ChangeOwner(file, owner.UserId, owner.GroupId);
            Failure.ThrowIf(error, "fchownat", _address, "changing the owner needs CAP_CHOWN");
        }

        Failure.ThrowIf(NativePath.ChangeMode(file, mode), "chmod", _address);
    }

    /// <summary>Removes the file if the path still leads to it.</summary>
    public void Dispose()
    {
        if (NativePath.Identify(_path, followLinks: false, out var now) == Errno.None && now.IsSameFile(_identity))
        {
            NativePath.Unlink(_path);
        }
    }

    private SafeFileHandle Open()
    {
        var error = NativeFile.OpenFile(_path, OpenFlags.Path | OpenFlags.NoFollow, 0, out var file);
        Failure.ThrowIf(error, "open", _address);
        if (NativePath.Identify(file, out var identity) == Errno.None && identity.IsSameFile(_identity))
        {
            return file;
        }

        file.Dispose();
        throw new SoqueteException(FailureKind.Other, _address, "the path was replaced while it was being set up");
    }
}
