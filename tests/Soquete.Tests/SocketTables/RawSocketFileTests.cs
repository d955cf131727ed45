using Soquete.SocketTables;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.SocketTables;

/// <summary>Lines of /proc/net/raw and raw6 (proc_pid_net(5)).</summary>
public class RawSocketFileTests(ITestOutputHelper output)
{
    private const string Line4 =
        "  253: 0100007F:00FD 0200007F:0000 01 00000010:00000020 00:00000000 00000000  1000        0 4711 2 0000000 7";

    private const string Line6 =
        "   58: 000080FE00000000FF005450B6AD1DFE:003A 00000000000000000000000000000000:0000 07 00000000:00000000 "
        + "00:00000000 00000000     0        0 4712 2 0000000000000000 0";

    [Fact]
    public void Parse_WhenItIsALineOfIpv4_ThenEachFieldIsRead()
    {
        var socket = RawSocketFile.Parse(Line4, 9)!;
        Assert.Equal(("127.0.0.1:253", "127.0.0.2:0"), (socket.LocalText, socket.RemoteText));
        Assert.Equal((0x20u, 0x10u), (socket.ReceiveQueue, socket.SendQueue));
        Assert.Equal((1000u, 4711u, 9ul), (socket.UserId, socket.Inode, socket.NetworkNamespace));
        Assert.Equal(SocketState.Established, socket.State);
    }

    [Fact]
    public void Parse_WhenItIsALineOfIpv6_ThenEachFieldIsRead()
    {
        var socket = RawSocketFile.Parse(Line6, 9)!;
        Assert.Equal(("[fe80::5054:ff:fe1d:adb6]:58", ""), (socket.LocalText, socket.RemoteText));
        Assert.Equal((SocketState.Unconnected, 4712u), (socket.State, socket.Inode));
    }

    [Fact]
    public void Parse_WhenItIsTheHeadline_ThenItIsNone() => Assert.Null(RawSocketFile.Parse(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref", 9));

    [Fact]
    public void Parse_WhenALineIsDamaged_ThenItIsReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var line = random.Pick(Line4, Line6).ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                line[random.Next(line.Length)] =
                    random.Pick(' ', ':', '0', 'F', 'G', '-', '\0', '\u0660', (char)random.Next(128));
            }

            taken += RawSocketFile.Parse(line.AsSpan(0, random.Next(line.Length + 1)), 9) is null ? 0 : 1;
        }

        Assert.InRange(taken, 1, 20_000);
    }
}
