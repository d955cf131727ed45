using System.Net;
using System.Net.Sockets;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>ReceiveFromAsync and SendToAsync with the same SocketAddress each time.</summary>
internal sealed class SocketAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        using var socket = TripSocket.Open(Settings);
        socket.Bind(Settings.EndPoint);
        EndProgram.SayListening(Settings.Address);
        var source = new SocketAddress(socket.AddressFamily);
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            // A unix address is as long as its path: the room for the longest has to be there each time.
            source.Size = SocketAddress.GetMaximumAddressSize(socket.AddressFamily);
            var count = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, source);
            if (!tally.Answers(buffer.AsSpan(0, count)))
            {
                break;
            }

            await socket.SendToAsync(buffer.AsMemory(0, count), SocketFlags.None, source);
        }

        tally.Report();
    }
}

/// <summary>ReceiveAsync and SendAsync on a connection of sequenced packets.</summary>
internal sealed class SocketConnectionAnswerer(TripSettings settings) : TripEnd(settings)
{
    public override async Task RunAsync()
    {
        using var listener = TripSocket.Open(Settings);
        listener.Bind(Settings.EndPoint);
        listener.Listen();
        EndProgram.SayListening(Settings.Address);
        using var socket = await listener.AcceptAsync();
        var buffer = new byte[Settings.Bytes];
        var tally = new TripTally(Settings);
        for (;;)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
            if (!tally.Answers(buffer.AsSpan(0, count)))
            {
                break;
            }

            await socket.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
        }

        tally.Report();
    }
}
