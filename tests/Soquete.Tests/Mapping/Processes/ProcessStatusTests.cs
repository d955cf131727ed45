using System.Text;
using Soquete.Mapping.Processes;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Lines of /proc/PID/stat.</summary>
public class ProcessStatusTests
{
    [Fact]
    public void Status_WhenTheNameHasParentheses_ThenIsRead()
    {
        var line = "7 (a) (b)) S 3 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 99 1 18446744073709551615";
        Assert.True(ProcessStatus.TryParse(Encoding.ASCII.GetBytes(line), out var status));
        Assert.Equal(new ProcessStatus("a) (b)", 'S', 3, IsKernelThread: false, ThreadCount: 1, 12345), status);
    }

    [Fact]
    public void Status_WhenOfTheKernel_ThenIsTold()
    {
        var line = "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 2 0";
        Assert.True(ProcessStatus.TryParse(Encoding.ASCII.GetBytes(line), out var status));
        Assert.True(status.IsKernelThread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7 (a")]
    [InlineData("7 (a)")]
    [InlineData("7 (a) S 1 2 3")]
    [InlineData(") (")]
    public void Status_WhenCut_ThenIsNone(string line) =>
        Assert.False(ProcessStatus.TryParse(Encoding.ASCII.GetBytes(line), out _));
}
