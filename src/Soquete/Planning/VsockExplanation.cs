using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>What a vsock address means.</summary>
internal static class VsockExplanation
{
    public static (IReadOnlyList<string> Meaning, IReadOnlyList<string> Calls) Of(
        VsockAddress address, AddressRole role)
    {
        var listens = role == AddressRole.Listen;
        string[] meaning =
        [
            "a stream socket of the vsock domain: a virtual machine and its host, without a network",
            listens ? ToListen(address.Cid) : ToConnect(address.Cid),
            PortOf(address.Port, listens),
        ];
        return (meaning, PlannedCalls.Of(listens ? VsockPlan.ToListen(address) : VsockPlan.ToConnect(address)));
    }

    private static string ToConnect(uint cid) => cid switch
    {
        VsockAddress.HypervisorCid => "connects to the hypervisor itself, CID 0, which few have anything behind",
        VsockAddress.LocalCid => "connects to this machine itself, CID 1, which needs the module vsock_loopback",
        VsockAddress.HostCid => "connects to the host of this virtual machine, CID 2",
        _ => $"connects to the machine with the CID {ContextId.Text(cid)}: the host's guest, or this one itself",
    };

    private static string ToListen(uint cid) => cid switch
    {
        VsockAddress.LocalCid => "listens on this machine's loopback, CID 1, which needs the module vsock_loopback",
        VsockAddress.AnyCid => "listens on every CID of this machine: its host or its guests can connect",
        _ => $"listens on the CID {ContextId.Text(cid)}, which has to be this machine's own",
    };

    private static string PortOf(uint port, bool listens) => port switch
    {
        VsockAddress.AnyPort => "port *: the system picks a free one, and it is reported",
        <= SystemPorts.Last when listens => $"port {port} belongs to the system: binding it needs CAP_NET_BIND_SERVICE",
        _ => $"port {port}",
    };
}
