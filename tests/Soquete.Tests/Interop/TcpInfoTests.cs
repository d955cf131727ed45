using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Interop;

public class TcpInfoTests
{
    private const string Program = """
        #include <stddef.h>
        #include <stdio.h>
        #include <linux/tcp.h>
        #include <netinet/in.h>
        #define AT(f) printf(#f " %zu\n", offsetof(struct tcp_info, f))
        int main(void) {
          AT(tcpi_snd_mss); AT(tcpi_pmtu); AT(tcpi_rtt); AT(tcpi_rttvar); AT(tcpi_snd_cwnd); AT(tcpi_total_retrans);
          AT(tcpi_pacing_rate); AT(tcpi_min_rtt); AT(tcpi_data_segs_in); printf("TCP_INFO %d\n", TCP_INFO);
          return 0;
        }
        """;

    [Fact]
    public async Task Layout_WhenTheCompilerIsAsked_ThenItIsTheKernels()
    {
        var program = await CProgram.BuildAsync(Program);
        var (_, output, _) = await Peer.RunAsync(program);
        var facts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        Assert.Equal(facts["TCP_INFO"], SocketOption.TcpInfo.Name);
        Assert.Equal(facts["tcpi_snd_mss"], Offset(nameof(TcpInfo.SendSegment)));
        Assert.Equal(facts["tcpi_pmtu"], Offset(nameof(TcpInfo.PathMtu)));
        Assert.Equal(facts["tcpi_rtt"], Offset(nameof(TcpInfo.RoundTrip)));
        Assert.Equal(facts["tcpi_rttvar"], Offset(nameof(TcpInfo.RoundTripVariation)));
        Assert.Equal(facts["tcpi_snd_cwnd"], Offset(nameof(TcpInfo.CongestionWindow)));
        Assert.Equal(facts["tcpi_total_retrans"], Offset(nameof(TcpInfo.TotalRetransmissions)));
        Assert.Equal(TcpInfo.LeastSize, facts["tcpi_pacing_rate"]);
        Assert.Equal(facts["tcpi_min_rtt"], Offset(nameof(TcpInfo.MinimumRoundTrip)));
        Assert.Equal(TcpInfo.Size, facts["tcpi_data_segs_in"]);
        Assert.Equal(TcpInfo.Size, Unsafe.SizeOf<TcpInfo>());
    }

    [Fact]
    public async Task Get_WhenConnected_ThenTheKernelTells()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        Assert.Equal(Errno.None, TcpInfo.Get(client.SafeHandle, out var info, out _));
        Assert.True(info.SendSegment > 500 && info.CongestionWindow > 0 && info.PathMtu >= info.SendSegment);
        Assert.Equal(0u, info.TotalRetransmissions);
    }

    [Fact]
    public void Get_WhenItIsNotTcp_ThenSaysSo()
    {
        using var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Assert.NotEqual(Errno.None, TcpInfo.Get(unix.SafeHandle, out _, out _));
    }

    [Fact]
    public void TryRead_WhenAKernelKnowsLess_ThenWhatIsMissingIsZero()
    {
        var bytes = new byte[300];
        Array.Fill(bytes, (byte)1);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var isKnown = TcpInfo.TryRead(bytes.AsSpan(0, length), out var info, out var hasMinimum);
            Assert.Equal(length >= TcpInfo.LeastSize, isKnown);
            Assert.Equal(length >= TcpInfo.Size, hasMinimum);
            Assert.Equal(isKnown ? 0x01010101u : 0, info.TotalRetransmissions);
            Assert.Equal(hasMinimum ? 0x01010101u : 0, info.MinimumRoundTrip);
        }
    }

    [Fact]
    public void TryRead_WhenTheMinimumIsNotKnownYet_ThenThereIsNone()
    {
        var bytes = new byte[TcpInfo.Size];
        bytes.AsSpan(TcpInfo.Size - sizeof(uint)).Fill(0xFF);
        Assert.True(TcpInfo.TryRead(bytes, out _, out var hasMinimum));
        Assert.False(hasMinimum);
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<TcpInfo>(field);
}
