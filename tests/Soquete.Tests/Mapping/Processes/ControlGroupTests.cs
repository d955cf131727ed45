using System.Text;
using Soquete.Mapping.Processes;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Units and containers, read from control groups as systemd and the runtimes name them.</summary>
public class ControlGroupTests
{
    private const string Identifier = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("0::/system.slice/ssh.service", "/system.slice/ssh.service", "ssh.service", null)]
    [InlineData("0::/", "/", null, null)]
    [InlineData("", null, null, null)]
    [InlineData("0::/user.slice/user-0.slice/session-1.scope", "/user.slice/user-0.slice/session-1.scope",
        "session-1.scope", null)]
    [InlineData("0::/user.slice/user-1.slice/user@1.service/app.slice/x.service",
        "/user.slice/user-1.slice/user@1.service/app.slice/x.service", "x.service", null)]
    [InlineData("0::/system.slice/docker-ID.scope", "/system.slice/docker-ID.scope", "docker-ID.scope", "0123456789ab")]
    [InlineData("0::/docker/ID", "/docker/ID", null, "0123456789ab")]
    [InlineData("0::/machine.slice/libpod-ID.scope/container", "/machine.slice/libpod-ID.scope/container",
        "libpod-ID.scope", "0123456789ab")]
    [InlineData("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-ID.scope",
        "/kubepods.slice/kubepods-pod1.slice/cri-containerd-ID.scope", "cri-containerd-ID.scope", "0123456789ab")]
    [InlineData("12:cpu:/\n1:name=systemd:/system.slice/a.service\n0::/", "/system.slice/a.service", "a.service", null)]
    [InlineData("12:cpu:/kubepods/burstable/pod1/ID\n0::/", "/kubepods/burstable/pod1/ID", null, "0123456789ab")]
    [InlineData("12:cpu:/long-group-of-version-one\n0::/a.service", "/a.service", "a.service", null)]
    [InlineData("0::/IDff.scope", "/IDff.scope", "IDff.scope", null)]
    [InlineData("garbage\n::", null, null, null)]
    public void Group_WhenParsed_ThenTellsUnitAndContainer(string lines, string? path, string? unit, string? container)
    {
        var group = ControlGroup.Parse(Encoding.UTF8.GetBytes(lines.Replace("ID", Identifier)));
        Assert.Equal(
            (path?.Replace("ID", Identifier), unit?.Replace("ID", Identifier), container),
            (group.Path, group.Unit, group.Container));
    }
}
