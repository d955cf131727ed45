using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>What <c>/dev/vsock</c> tells of this machine (linux/vm_sockets.h).</summary>
internal static class VsockDevice
{
    private const string Path = "/dev/vsock";

    /// <summary>IOCTL_VM_SOCKETS_GET_LOCAL_CID.</summary>
    private const nuint GetLocalCid = 0x7B9;

    /// <summary>This machine's CID; null where it has none, or the device is not this process's to open.</summary>
    public static uint? OwnCid()
    {
        if (NativeFile.OpenFile(Path, OpenFlags.ReadOnly, mode: 0, out var device) != Errno.None)
        {
            return null;
        }

        using (device)
        {
            var cid = ContextId.Any;
            var result = LibC.ControlInterface(device, GetLocalCid, MemoryMarshal.AsBytes(new Span<uint>(ref cid)));
            return result == 0 && cid != ContextId.Any ? cid : null;
        }
    }
}
