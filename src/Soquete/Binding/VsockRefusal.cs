using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Binding;

/// <summary>What a failed bind(2) or connect(2) in the vsock domain means.</summary>
internal static class VsockRefusal
{
    private const string NoLoopback = "this machine may lack the loopback of vsock: modprobe vsock_loopback";

    /// <summary>
    /// In this domain a reset is the answer of a port where nobody listens, and of one whose backlog is full.
    /// </summary>
    public static SoqueteException Of(VsockAddress address, Errno error) => error switch
    {
        Errno.ECONNRESET => new SoqueteException(
            FailureKind.Refused, address.ToString(), "refused: nobody listens there, or its backlog is full", "connect",
            ErrnoText.Name(error)),
        _ => Failure.Of(error, "connect", address.ToString(), ConnectRemedy(address, error)),
    };

    /// <summary>What can be done where binding failed; null where errno says it all.</summary>
    public static string? BindRemedy(VsockAddress address, Errno error) => error switch
    {
        Errno.EADDRNOTAVAIL when address.Cid == VsockAddress.LocalCid =>
            $"{NoLoopback}; vsock:*:{ContextId.PortText(address.Port)} listens for its host and guests",
        Errno.EADDRNOTAVAIL => "it is no CID of this machine: * is all that it has",
        Errno.EADDRINUSE => "another socket has it: port * takes a free one",
        _ => SystemPorts.RemedyFor(error, address.Port),
    };

    private static string? ConnectRemedy(VsockAddress address, Errno error) => (error, address.Cid) switch
    {
        (Errno.ETIMEDOUT or Errno.ENODEV or Errno.ENETUNREACH or Errno.EADDRNOTAVAIL, VsockAddress.LocalCid) =>
            NoLoopback,
        (Errno.ETIMEDOUT, VsockAddress.HostCid) => "the host does not answer over vsock",
        (Errno.ETIMEDOUT, _) => "no machine with that CID answers: a guest sees its host alone, CID 2",
        (Errno.ENODEV, VsockAddress.HostCid) =>
            "this is no virtual machine, or its hypervisor gave it no vsock (modprobe vmw_vsock_virtio_transport)",
        (Errno.ENODEV, _) =>
            "nothing leads there: to guests vhost_vsock does, to this machine's own CID vsock_loopback (modprobe)",
        (Errno.ENETUNREACH or Errno.EADDRNOTAVAIL, _) => "no machine with that CID can be reached from here",
        (Errno.EPERM or Errno.EACCES, _) => "a filter of this process or a security module forbids it",
        _ => null,
    };
}
