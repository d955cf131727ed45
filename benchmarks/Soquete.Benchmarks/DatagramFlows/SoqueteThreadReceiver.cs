using Soquete.Addresses;
using Soquete.Benchmarks.Peers;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>DatagramSocket.Receive of a batch, which waits on the thread that reads.</summary>
internal sealed class SoqueteThreadReceiver(FlowSettings settings, bool offload) : FlowEnd(settings)
{
    public override async Task RunAsync()
    {
        var address = Address.Parse(
            $"udp4:127.0.0.1:{Settings.Port},offload={(offload ? "on" : "off")},receive-buffer={ReceiveBufferBytes}");
        await using var socket = await DatagramSocket.BindAsync(address);
        EndProgram.SayListening($"{socket.Address}");
        await Threads.RunAsync(() => Run(socket));
    }

    private void Run(DatagramSocket socket)
    {
        using var batch = offload ? new DatagramBatch() : new DatagramBatch(FlowSettings.MostBatch, Settings.Bytes);
        var told = new byte[FlowNumber.Bytes];
        var tally = new FlowTally(Settings);
        while (!tally.IsDone)
        {
            socket.Receive(batch);
            DatagramBatch.Entry last = default;
            foreach (var datagram in batch)
            {
                tally.Take(datagram.Bytes);
                last = datagram;
            }

            if (tally.MustTell(told))
            {
                socket.SendTo(told, last.Peer);
            }
        }

        tally.Report();
    }
}
