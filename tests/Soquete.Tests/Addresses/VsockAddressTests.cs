using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Planning;

namespace Soquete.Tests.Addresses;

public class VsockAddressTests
{
    [Theory]
    [InlineData("vsock:5000", "vsock:5000", 1u, 5000u)]
    [InlineData("vsock:1:5000", "vsock:5000", 1u, 5000u)]
    [InlineData("vsock:local:5000", "vsock:5000", 1u, 5000u)]
    [InlineData("vsock:host:5000", "vsock:host:5000", 2u, 5000u)]
    [InlineData("VSOCK:HOST:5000", "vsock:host:5000", 2u, 5000u)]
    [InlineData("vsock:2:0", "vsock:host:0", 2u, 0u)]
    [InlineData("vsock:0:1", "vsock:hypervisor:1", 0u, 1u)]
    [InlineData("vsock:007:01", "vsock:7:1", 7u, 1u)]
    [InlineData("vsock:4294967294:4294967294", "vsock:4294967294:4294967294", 4294967294u, 4294967294u)]
    [InlineData("vsock:*:5000", "vsock:*:5000", uint.MaxValue, 5000u)]
    [InlineData("vsock:4294967295:4294967295", "vsock:*:*", uint.MaxValue, uint.MaxValue)]
    [InlineData("vsock:*:Any", "vsock:*:*", uint.MaxValue, uint.MaxValue)]
    [InlineData("vsock:*", "vsock:*", 1u, uint.MaxValue)]
    [InlineData("vsock:any", "vsock:*", 1u, uint.MaxValue)]
    [InlineData("vsock://host:5000/", "vsock:host:5000", 2u, 5000u)]
    public void Parse_WhenTheTextIsValid_ThenHasTheNumbers(string text, string formatted, uint cid, uint port)
    {
        var address = Assert.IsType<VsockAddress>(Address.Parse(text));
        Assert.Equal((cid, port, formatted), (address.Cid, address.Port, address.ToString()));
        Assert.Equal(new VsockAddress(cid, port), address);
    }

    [Theory]
    [InlineData("vsock", "a target is missing: vsock:[CID:]PORT")]
    [InlineData("vsock:", "the port is empty")]
    [InlineData("vsock::5000", "the CID is empty; * means every CID of this machine, a port alone its loopback")]
    [InlineData("vsock:2:", "the port is empty")]
    [InlineData("vsock:any:5000", "'any' is no CID: a number up to 4294967295, host, local, hypervisor or *")]
    [InlineData("vsock:-1:5000", "'-1' is no CID: a number up to 4294967295, host, local, hypervisor or *")]
    [InlineData("vsock:4294967296:1",
        "'4294967296' is no CID: a number up to 4294967295, host, local, hypervisor or *")]
    [InlineData("vsock:2:4294967296", "port 4294967296 is out of range (0 to 4294967295)")]
    [InlineData("vsock:2:http", "'http' is no port")]
    [InlineData("vsock:1:2:3", "'2:3' is no port")]
    [InlineData("vsock:2: 1", "' 1' is no port")]
    [InlineData("vsock:5000,send-buffer=1M", "vsock has no option 'send-buffer'")]
    [InlineData("vsock:5000,nodelay", "vsock has no option 'nodelay'")]
    [InlineData("vsock:5000,receive-buffer=2G",
        "option 'receive-buffer' takes a size in bytes such as 4096, 64k or 1M, up to 1G, not '2G'")]
    public void Parse_WhenTheTextIsNone_ThenSaysWhy(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<AddressFormatException>(() => Address.Parse(text)).Problem);

    [Theory]
    [InlineData("vsock:*:5000", AddressRole.Connect, "* is for listening", "vsock:5000")]
    [InlineData("vsock:host:*", AddressRole.Connect, "port * is for listening", null)]
    [InlineData("vsock:5000,backlog=1", AddressRole.Connect, "option 'backlog' is for listening", null)]
    [InlineData("vsock:1,connect-timeout=1s", AddressRole.Listen, "option 'connect-timeout' is for connecting", null)]
    public void Require_WhenTheAddressIsForTheOtherPart_ThenSaysSo(
        string text, AddressRole role, string problem, string? suggestion)
    {
        var e = Assert.Throws<AddressFormatException>(() => RoleCheck.Require(Address.Parse(text), role));
        Assert.Equal((problem, suggestion), (e.Problem, e.Suggestion));
    }

    [Fact]
    public void Require_WhenAProgramSetsWhatVsockHasNot_ThenItIsRefused() => Assert.Throws<AddressFormatException>(
        () => RoleCheck.Require(new VsockAddress(VsockAddress.HostCid, 1) { SendBuffer = 4096 }, AddressRole.Connect));

    [Theory]
    [InlineData(2u, 5000u, "host:5000", false)]
    [InlineData(1u, 1u, "local:1", true)]
    [InlineData(77u, 4294967294u, "77:4294967294", false)]
    [InlineData(uint.MaxValue, 5u, "*:5", false)]
    public void End_WhenItIsOfVsock_ThenHasItsNumbers(uint cid, uint port, string text, bool isLoopback)
    {
        var end = SocketEnd.Of(SocketName.FromVsock(cid, port));
        Assert.Equal((text, cid, port), (end.ToString(), end.Cid, end.VsockPort));
        Assert.Equal((null, null, null), (end.Address, end.Port, end.Name));
        Assert.Equal(!isLoopback, end.IsOpenToOthers);
        Assert.Equal(end, SocketEnd.Of(SocketName.FromVsock(cid, port)));
    }
}
