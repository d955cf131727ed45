using System.Net;
using System.Text;
using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Raw;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>
/// A protocol that the kernel does not have, straight above IP: data with a number, sent again until the number is
/// acknowledged.
/// </summary>
internal static class OwnProtocolStop
{
    private const string Giver = "giver";
    private const string Taker = "taker";

    /// <summary>For experiments (RFC 3692 §2.1).</summary>
    private const int Protocol = 253;

    private const string Data = "DATA 1 above IP";
    private const string Acknowledgement = "ACK 1";
    private const int HeaderBytes = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public static Stop Definition { get; } = new(
        "own-protocol", "a protocol that the kernel does not have, spoken between two processes")
    {
        Roles =
        [
            new(Taker, TakeAsync) { ListensOn = _ => $"raw:{Protocol}@{TakerAddress}" },
            new(Giver, GiveAsync) { ConnectsTo = Taker },
        ],
        Lessons =
        [
            new(Taker, "socket", "The number of a protocol above IP. 253 is nobody's: it is for experiments."),
            new(Giver, "sendto", "What the protocol is lies between these two. The kernel only carries it."),
            new(Taker, "recvmsg", "An IPv4 header and our packet. The taker acts as if it had been lost.")
            {
                Result = HeaderBytes + Data.Length,
            },
            new(Giver, "recvmsg", "Acknowledged, in the end: a loss is made up for by asking again.")
            {
                Result = HeaderBytes + Acknowledgement.Length,
            },
        ],
        Checks = [Checks.SameAssociation(Taker, Giver), WasSentAgain],
        WhyNotHere = EchoRequestStop.WhyNoAuthority,
    };

    /// <summary>One for each tour of this machine: a raw socket hears all that comes to its address.</summary>
    private static IPAddress TakerAddress =>
        new([127, (byte)(Environment.ProcessId >> 8), (byte)Environment.ProcessId, 2]);

    private static async Task TakeAsync(Part part)
    {
        var own = (RawAddress)await part.OrderedAsync(Order.Listen);
        await using var socket = await ConnectAsync(part, Host.FromAddress(GiverFor(own)), own.Host.Literal!);
        part.TellListening(own);
        await ReceiveAsync(part, socket, Data, part.Stopping);
        await ReceiveAsync(part, socket, Data, part.Stopping);
        await SendAsync(part, socket, Acknowledgement);
    }

    private static async Task GiveAsync(Part part)
    {
        var taker = (RawAddress)await part.OrderedAsync(Order.Connect);
        await using var socket = await ConnectAsync(part, taker.Host, GiverFor(taker));
        var isAcknowledged = false;
        while (!isAcknowledged)
        {
            await SendAsync(part, socket, Data);
            isAcknowledged = await IsAcknowledgedAsync(part, socket);
        }
    }

    private static IPAddress GiverFor(RawAddress taker) => new([.. taker.Host.Literal!.GetAddressBytes()[..3], 3]);

    private static async Task<RawSocket> ConnectAsync(Part part, Host peer, IPAddress own)
    {
        var socket = await RawSocket.ConnectAsync(new RawAddress(Protocol, peer) { Bind = own }, part.Stopping);
        part.Tell(socket.Association!);
        return socket;
    }

    private static ValueTask SendAsync(Part part, RawSocket socket, string text) =>
        socket.SendAsync(Encoding.ASCII.GetBytes(text), part.Stopping);

    private static async Task<bool> IsAcknowledgedAsync(Part part, RawSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(part.Stopping);
        patience.CancelAfter(Patience);
        try
        {
            await ReceiveAsync(part, socket, Acknowledgement, patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!part.Stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task ReceiveAsync(
        Part part, RawSocket socket, string expected, CancellationToken cancellationToken)
    {
        var buffer = new byte[64];
        var packet = await socket.ReceiveAsync(buffer, cancellationToken);
        var text = Encoding.ASCII.GetString(buffer, 0, packet.Count);
        part.Tell("received", $"'{text}'");
        Expectation.Require(expected, text);
    }

    private static string? WasSentAgain(Evidence evidence)
    {
        var sent = evidence[Giver].Calls.Count(call => call is { Name: "sendto", ErrorName: null });
        return sent > 1 ? null : "the giver did not send what was lost again";
    }
}
