using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Peers;
using Soquete.Relaying.Recording;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>Joins two addresses: each peer of the first with a connection to the second, for many at once.</summary>
/// <remarks>
/// Streams are joined byte by byte. Datagrams, sequenced packets, and streams with <c>frame</c> are joined message by
/// message, in any mix. A peer of a bound datagram socket is whoever sends to it: it gets a session with an end of its
/// own at the second address, until nothing has passed for the first address's <c>idle-timeout</c> (60 s unless set),
/// or it was silent longest of <c>max-sessions</c> (1024 unless set) and a new peer comes.
/// The first address is listened on and the second connected to; <c>,connect</c> and <c>,listen</c> turn a part round.
/// An end that there is only once (standard streams, a descriptor, a file or a child that stands first) is joined once.
/// Properties are set before <see cref="RunAsync"/>.
/// </remarks>
/// <param name="from">The first address.</param>
/// <param name="to">The second address.</param>
public sealed class RelayServer(Address from, Address to)
{
    private RelayContext? _context;

    /// <summary>How long joined connections may go on after the relay was told to stop.</summary>
    public TimeSpan Grace { get; init; } = StreamServer.DefaultGrace;

    /// <summary>What drives both sides; <see cref="Engine.Default"/> unless told otherwise.</summary>
    public Engine? Engine { get; init; }

    /// <summary>
    /// Where what passes is recorded; null, unless set, for nowhere. Several relays may share it, and whoever made it
    /// disposes it after them. With it, bytes pass through this process that the kernel would copy by itself.
    /// </summary>
    public RelayRecording? Recording { get; init; }

    /// <summary>An address is listened on. Handlers may add events to the listener.</summary>
    public Action<StreamListener>? OnListening { get; init; }

    /// <summary>
    /// An address of sequenced packets is listened on. Handlers may add events to the listener.
    /// </summary>
    public Action<MessageListener>? OnListeningForMessages { get; init; }

    /// <summary>An address of datagrams is bound. Handlers may add events to the socket.</summary>
    public Action<DatagramSocket>? OnBound { get; init; }

    /// <summary>
    /// Two ends were joined: connections, or a session with a peer of a datagram socket. The first is of the first
    /// address. Called on any thread, as are those below.
    /// </summary>
    public Action<IConnection, IConnection>? OnJoined { get; init; }

    /// <summary>Two joined ends came apart. The ends are the objects that were joined.</summary>
    public Action<IConnection, IConnection, RelayResult>? OnEnded { get; init; }

    /// <summary>
    /// A peer could not be joined to the second address. A connection was reset; what a datagram peer sent is dropped.
    /// </summary>
    public Action<IConnection, Exception>? OnFailed { get; init; }

    /// <summary>What it has done so far; on any thread.</summary>
    public RelayReport Report => _context?.Totals.ToReport() ?? new RelayReport();

    /// <summary>
    /// Relays until the token is cancelled and what passes has ended, or
    /// until ends that there are only once have ended.
    /// </summary>
    /// <returns>What it has done.</returns>
    /// <exception cref="AddressFormatException">
    /// An address cannot play its part, or the two carry what does not fit: bytes on one side and messages on the other
    /// need <c>frame</c>.
    /// </exception>
    /// <exception cref="SoqueteException">An address could not be opened.</exception>
    public async Task<RelayReport> RunAsync(CancellationToken stop = default)
    {
        _context = new RelayContext(this, from, to);
        var single = await JoinerTable.For(_context).RunAsync(stop).ConfigureAwait(false);
        return Report with { Single = single };
    }
}
