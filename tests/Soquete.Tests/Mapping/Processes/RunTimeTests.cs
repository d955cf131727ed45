using System.Text;
using Soquete.Mapping.Processes;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Lines of /proc/PID/schedstat.</summary>
public class RunTimeTests
{
    [Theory]
    [InlineData("262584 68552 2\n", 262584, 2)]
    [InlineData("0 0 0\n", 0, 0)]
    [InlineData("", 0, 0)]
    [InlineData("12", 0, 0)]
    [InlineData("x y z", 0, 0)]
    public void Parse_WhenALineIsRead_ThenTellsHowLongAndHowOften(string line, ulong nanoseconds, ulong times) =>
        Assert.Equal(new RunTime(nanoseconds, times), RunTime.Parse(Encoding.ASCII.GetBytes(line)));
}
