using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Datagrams.Serving;

namespace Soquete.Cli.Services;

/// <summary>A service on an address of any kind, until a signal says stop or nobody has come in time.</summary>
internal static class ServiceRun
{
    /// <summary>Ports below belong to the system, and to services such as these.</summary>
    private const int FirstUserPort = 1024;

    public static Task ServeAsync(this Invocation invocation, Service service, Address address) => address switch
    {
        PacketAddress or RawAddress => throw new UsageException($"a service does not go with {address.Scheme}"),
        IDatagramAddress => ServeDatagramsAsync(invocation, service, (SocketEndAddress)address),
        UnixSequencedPacketAddress packets => ServePacketsAsync(invocation, service, packets),
        _ => ServeStreamsAsync(invocation, service, address),
    };

    private static async Task ServeStreamsAsync(Invocation invocation, Service service, Address address)
    {
        using var patience = PatienceOf(invocation);
        var listener = await invocation.ListenAsync(invocation.WithMax(address));
        await invocation.ServeAsync(listener, service.ServeAsync, patience.Over, patience.Came);
        patience.ThrowIfOver(listener.Address, "nobody connected");
    }

    private static async Task ServePacketsAsync(
        Invocation invocation, Service service, UnixSequencedPacketAddress address)
    {
        using var patience = PatienceOf(invocation);
        var listener = await invocation.ListenAsync(address);
        await invocation.ServeAsync(listener, service.ServeAsync, patience.Over, patience.Came);
        patience.ThrowIfOver(listener.Address, "nobody connected");
    }

    private static async Task ServeDatagramsAsync(Invocation invocation, Service service, SocketEndAddress address)
    {
        invocation.Typed.RefuseWith(address, ServingOptions.Max);
        using var patience = PatienceOf(invocation);
        await using var socket = await DatagramSocket.BindAsync(address, invocation.Engine, patience.Over);
        invocation.Watch(socket);
        var handler = new DatagramHandler(
            (request, ended) => IsFromService(request)
                ? TellUnanswered(invocation, request)
                : service.ServeAsync(request, ended),
            service.DatagramsAtOnce);
        await invocation.ServeAsync(socket, handler, patience);
        patience.ThrowIfOver(socket.Address);
    }

    /// <summary>How long is waited for the first peer.</summary>
    public static Patience PatienceOf(Invocation invocation) =>
        new(wanted: null, invocation.Settings.Timeout, invocation.Interruption.Stopping);

    /// <summary>
    /// Two services that answer each other never end, and one datagram with the source of the other is enough to begin.
    /// </summary>
    private static bool IsFromService(DatagramRequest request) =>
        request.Received.Source.End.Port is < FirstUserPort;

    private static Task TellUnanswered(Invocation invocation, DatagramRequest request)
    {
        invocation.Events.Report(DatagramEvents.Unanswered(request));
        return Task.CompletedTask;
    }
}
