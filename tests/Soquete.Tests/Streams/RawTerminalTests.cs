using Soquete.Streams;

namespace Soquete.Tests.Streams;

/// <summary>That there is no terminal; with one, the command's tests of <c>map --watch</c> use it.</summary>
public class RawTerminalTests
{
    [Fact]
    public void Terminal_WhenThereIsNone_ThenItIsRefused()
    {
        using var file = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var number = (int)file.DangerousGetHandle();
        var failure = Assert.Throws<SoqueteException>(() => RawTerminal.Open(number, number));
        Assert.Equal(("ioctl", "ENOTTY"), (failure.Call, failure.ErrorName));
    }
}
