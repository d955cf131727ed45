using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>DatagramSocket.Send of a batch, which waits on the thread that fills it.</summary>
internal sealed class SoqueteThreadSender(FlowSettings settings, bool offload) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        var address = Address.Parse($"udp4:127.0.0.1:0,offload={(offload ? "on" : "off")}");
        await using var socket = await DatagramSocket.BindAsync(address);
        await Threads.RunAsync(() => Run(socket));
    }

    private void Run(DatagramSocket socket)
    {
        using var batch = new DatagramBatch();
        var count = offload ? Settings.JoinedBatch : Settings.Batch;
        var target = new DatagramPeer(new IPEndPoint(IPAddress.Loopback, Settings.Port));
        var told = new byte[FlowNumber.Bytes];
        var datagram = new byte[Settings.Bytes];
        var credit = new FlowCredit(Settings);
        while (credit.Goes())
        {
            while (!credit.HasRoom(count))
            {
                socket.Receive(told);
                credit.Told(told);
            }

            credit.Number(batch, count, target);
            socket.Send(batch);
        }

        while (!credit.HasRoomForLast)
        {
            socket.Receive(told);
            credit.Told(told);
        }

        FlowCredit.NumberLast(datagram);
        socket.SendTo(datagram, target);
        credit.Report();
    }
}
