using System.Net;
using System.Net.Sockets;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>
/// SendToAsync(ReadOnlyMemory, SocketFlags, SocketAddress), the overload that neither makes an end point nor a task.
/// </summary>
internal sealed class SocketSender(FlowSettings settings) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var target = new IPEndPoint(IPAddress.Loopback, Settings.Port).Serialize();
        var source = new SocketAddress(AddressFamily.InterNetwork);
        var told = new byte[FlowNumber.Bytes];
        var datagram = new byte[Settings.Bytes];
        var credit = new FlowCredit(Settings);
        while (credit.Goes())
        {
            while (!credit.HasRoom(Settings.Batch))
            {
                await socket.ReceiveFromAsync(told.AsMemory(), SocketFlags.None, source);
                credit.Told(told);
            }

            for (var place = 0; place < Settings.Batch; place++)
            {
                credit.Number(datagram);
                await socket.SendToAsync(datagram.AsMemory(), SocketFlags.None, target);
            }
        }

        while (!credit.HasRoomForLast)
        {
            await socket.ReceiveFromAsync(told.AsMemory(), SocketFlags.None, source);
            credit.Told(told);
        }

        FlowCredit.NumberLast(datagram);
        await socket.SendToAsync(datagram.AsMemory(), SocketFlags.None, target);
        credit.Report();
    }
}
