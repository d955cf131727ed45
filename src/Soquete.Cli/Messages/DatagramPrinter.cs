using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;

namespace Soquete.Cli.Messages;

/// <summary>Prints what comes, with who sent it where that was asked for, and tells what was cut short.</summary>
internal sealed class DatagramPrinter(Invocation invocation, DatagramSocket socket, MessageOutput output)
{
    private readonly bool _showsSender = invocation.Typed.Has(MessageOptions.From);
    private readonly bool _hasManyReceivers = HasManyReceivers(socket);

    public async ValueTask PrintAsync(
        ReceivedDatagram datagram, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var passed = datagram.Descriptors;
        invocation.Tell(socket, datagram, wasAskedFor: _showsSender && invocation.Settings.Json);
        var isNamed = _showsSender && !invocation.Settings.Json;
        await output.WriteAsync(isNamed ? PrefixFor(datagram) : null, bytes, cancellationToken);
    }

    private string PrefixFor(in ReceivedDatagram datagram) => _hasManyReceivers
        ? $"{DatagramEvents.SenderOf(datagram)} > {socket.AssociationOf(datagram).Local}: "
        : $"{DatagramEvents.SenderOf(datagram)}: ";

    /// <summary>Whether it is news which address of this machine a datagram was sent to.</summary>
    private static bool HasManyReceivers(DatagramSocket socket) =>
        socket.Peer is null && (socket.LocalEnds.Count > 1 || socket.LocalEnds[0].Address is { } address
            && (address.Equals(System.Net.IPAddress.Any) || address.Equals(System.Net.IPAddress.IPv6Any)));
}
