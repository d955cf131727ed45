using Soquete.Cli.Verbs.Tour.Pages;

namespace Soquete.Cli.Tests.Tour.Pages;

public class CallChoiceTests
{
    [Theory]
    [InlineData("getsockname", null, "3", true)]
    [InlineData("getsockopt", "EBADF", "3", false)]
    [InlineData("recvmsg", "EAGAIN", "3, {...}, 0", true)]
    [InlineData("recvmsg", "ECONNRESET", "3, {...}, 0", false)]
    [InlineData("recvmsg", null, "3", false)]
    [InlineData("setsockopt", null, "3, SOL_IP, IP_PKTINFO, [1], 4", true)]
    [InlineData("setsockopt", "ENOPROTOOPT", "3, SOL_IP, IP_PKTINFO, [1], 4", false)]
    [InlineData("setsockopt", null, "3, SOL_SOCKET, SO_BROADCAST, [1], 4", false)]
    [InlineData("sendto", "EAGAIN", "3", false)]
    public void Call_WhenItShowsNothing_ThenIsRoutine(string call, string? error, string arguments, bool isRoutine)
    {
        var report = Sample.Call(call, error is null ? 0 : -1, error, arguments: arguments);
        Assert.Equal(isRoutine, CallChoice.IsRoutine(report.Call));
    }
}
