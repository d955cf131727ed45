using System.Net;
using System.Net.Sockets;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>ReceiveFromAsync(Memory, SocketFlags, SocketAddress), which fills the same address each time.</summary>
internal sealed class SocketReceiver(FlowSettings settings) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = ReceiveBufferBytes,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, Settings.Port));
        EndProgram.SayListening($"127.0.0.1:{Settings.Port}");
        var source = new SocketAddress(AddressFamily.InterNetwork);
        var told = new byte[FlowNumber.Bytes];
        var buffer = new byte[Settings.Bytes];
        var tally = new FlowTally(Settings);
        while (!tally.IsDone)
        {
            var count = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, source);
            tally.Take(buffer.AsSpan(0, count));
            if (tally.MustTell(told))
            {
                await socket.SendToAsync(told.AsMemory(), SocketFlags.None, source);
            }
        }

        tally.Report();
    }
}
