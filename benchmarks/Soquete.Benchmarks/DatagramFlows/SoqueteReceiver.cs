using Soquete.Addresses;
using Soquete.Benchmarks.Peers;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>DatagramSocket.ReceiveAsync of a batch, with the kernel's coalescing or without.</summary>
internal sealed class SoqueteReceiver(FlowSettings settings, bool offload) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        var address = Address.Parse(
            $"udp4:127.0.0.1:{Settings.Port},offload={(offload ? "on" : "off")},receive-buffer={ReceiveBufferBytes}");
        await using var socket = await DatagramSocket.BindAsync(address);
        EndProgram.SayListening($"{socket.Address}");
        using var batch = offload ? new DatagramBatch() : new DatagramBatch(FlowSettings.MostBatch, Settings.Bytes);
        var told = new byte[FlowNumber.Bytes];
        var tally = new FlowTally(Settings);
        while (!tally.IsDone)
        {
            await socket.ReceiveAsync(batch);
            var source = Take();
            if (tally.MustTell(told))
            {
                await socket.SendToAsync(told, source);
            }
        }

        tally.Report();

        DatagramPeer Take()
        {
            DatagramBatch.Entry last = default;
            foreach (var datagram in batch)
            {
                tally.Take(datagram.Bytes);
                last = datagram;
            }

            return last.Peer;
        }
    }
}
