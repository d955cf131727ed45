using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>DatagramSocket.SendAsync of a batch, with the kernel's segmentation or without.</summary>
internal sealed class SoqueteSender(FlowSettings settings, bool offload) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        var address = Address.Parse($"udp4:127.0.0.1:0,offload={(offload ? "on" : "off")}");
        await using var socket = await DatagramSocket.BindAsync(address);
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
                await socket.ReceiveAsync(told);
                credit.Told(told);
            }

            credit.Number(batch, count, target);
            await socket.SendAsync(batch);
        }

        while (!credit.HasRoomForLast)
        {
            await socket.ReceiveAsync(told);
            credit.Told(told);
        }

        FlowCredit.NumberLast(datagram);
        await socket.SendToAsync(datagram, target);
        credit.Report();
    }
}
