using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Tests.Planning;

public class VsockPlanTests
{
    [Fact]
    public void ToConnect_WhenNothingIsSet_ThenHasTheNameAlone()
    {
        var plan = VsockPlan.ToConnect(new VsockAddress(2, 0x01020304));
        Assert.Equal((40, SocketKind.Stream, 0), (plan.Domain, plan.Kind, plan.Protocol));
        Assert.Equal("28000000040302010200000000000000", Convert.ToHexString(plan.Remote!.Value.Bytes));
        Assert.Empty(plan.Settings);
        Assert.Equal((null, null), (plan.Bind, plan.Backlog));
    }

    [Fact]
    public void ToListen_WhenEveryCidAndAnyPortAreMeant_ThenBindsThem()
    {
        var plan = VsockPlan.ToListen(new VsockAddress(VsockAddress.AnyCid, VsockAddress.AnyPort) { Backlog = 7 });
        Assert.Equal("28000000FFFFFFFFFFFFFFFF00000000", Convert.ToHexString(plan.Bind!.Value.Bytes));
        Assert.Equal((null, 7), (plan.Remote, plan.Backlog));
    }

    [Fact]
    public async Task Calls_WhenOptionsAreSet_ThenTheyAreMadeBeforeTheConnect()
    {
        var address = Address.Parse("vsock:host:5000,receive-buffer=1M,connect-timeout=500ms");
        var explanation = await AddressExplanation.ForAsync(address, AddressRole.Connect);
        Assert.Equal(
            [
                "socket(AF_VSOCK, SOCK_STREAM|SOCK_CLOEXEC, 0) = FD",
                """setsockopt(FD, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, "\0\0\20\0\0\0\0\0", 8)""",
                """setsockopt(FD, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, "\0\0\20\0\0\0\0\0", 8)""",
                "setsockopt(FD, AF_VSOCK, SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD, "
                    + @"""\1\0\0\0\0\0\0\0 \241\7\0\0\0\0\0"", 16)",
                "connect(FD, {sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST, svm_port=0x1388, svm_flags=0}, 16)",
            ],
            explanation.Calls);
    }
}
