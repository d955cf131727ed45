using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Streams.Local;

namespace Soquete.Relaying;

/// <summary>Joins ends that do not fit each other: connections, and addresses.</summary>
public static class Relay
{
    /// <summary>Passes bytes between two connections, both ways, until both have ended; then closes both.</summary>
    /// <remarks>
    /// Half-close is kept: a side that has finished sending still gets the whole answer. A slow reader slows its
    /// writer. Between unix sockets, descriptors that come with bytes are passed on with them. What was already read
    /// through <see cref="StreamConnection.Input"/> is not passed on.
    /// </remarks>
    /// <param name="first">One end.</param>
    /// <param name="second">The other.</param>
    /// <param name="cancellationToken">Resets both.</param>
    /// <returns>What passed; a connection that broke is in the result, not thrown.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; both are closed.</exception>
    public static async Task<RelayResult> JoinAsync(
        StreamConnection first, StreamConnection second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        using var junction = new Junction(first, second, Impairment.None, Impairment.None);
        return await junction.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether an address is listened on where it stands first in a relay: sockets are, unless told otherwise.
    /// </summary>
    public static bool IsListenedOn(Address address) => address switch
    {
        // A link has no peers: its one end is joined.
        PacketAddress => false,
        SocketEndAddress socket => socket.Role != AddressRole.Connect,
        DescriptorAddress descriptor => InheritedEnd.IsListening(descriptor),
        _ => false,
    };

    /// <summary>
    /// Whether a relay of two addresses ends with its first two connections: nothing is listened on, or the second end
    /// exists only once in this process.
    /// </summary>
    public static bool JoinsOnce(Address from, Address to) =>
        !IsListenedOn(from) || to is StandardStreamsAddress or DescriptorAddress or PacketAddress;

    /// <summary>
    /// The options that an address sets and that mean something in a relay alone: where there is none, they would be
    /// ignored.
    /// </summary>
    public static IReadOnlyList<string> OptionsOf(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return
        [
            .. AddressScheme.Find(address.Scheme)!.Options
                .Where(option => option.Use == OptionUse.Relay && option.ValuesOf(address).Any())
                .Select(option => option.Name),
        ];
    }
}
