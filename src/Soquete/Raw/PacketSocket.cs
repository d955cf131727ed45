using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Interop;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>A socket for the frames of an interface, or of all, below IP and whatever else the kernel speaks.</summary>
/// <remarks>
/// <para>
/// It sees what arrives and, unless the address has <c>ignore-outgoing</c>, what this machine sends, each frame as it
/// is on the wire: a VLAN tag that the kernel took out is put back. A cooked socket, such as one on <c>any</c>, has a
/// header of Linux's own before each packet in place of the link's (LINKTYPE_LINUX_SLL2).
/// </para>
/// <para>
/// What comes faster than it is received is dropped once the buffer is full, which <see cref="Statistics"/> tells. For
/// many frames there is <see cref="PacketRing"/>. One receive may be under way at a time, and any number of sends, on
/// any threads. It needs CAP_NET_RAW.
/// </para>
/// </remarks>
public sealed partial class PacketSocket : IAsyncDisposable
{
    private readonly PacketDescriptor _descriptor;
    private int _closed;

    private PacketSocket(PacketAddress address, PacketDescriptor descriptor)
    {
        Address = address;
        _descriptor = descriptor;
    }

    /// <summary>The address that it was opened with.</summary>
    public PacketAddress Address { get; }

    /// <summary>The interface's name; <c>any</c> for all.</summary>
    public string InterfaceName => Address.Interface;

    /// <summary>The interface's number (if_nametoindex(3)); 0 for all.</summary>
    public int InterfaceIndex => _descriptor.Bound.LinkIndex;

    /// <summary>What each frame begins with.</summary>
    public LinkType LinkType => _descriptor.LinkType;

    /// <summary>The interface's own address on the link; null where it has none of 6 bytes, and for all.</summary>
    public MacAddress? HardwareAddress => _descriptor.HardwareAddress;

    /// <summary>
    /// How many bytes the interface takes behind the link's header, as it is now; null for all interfaces, and where it
    /// is gone.
    /// </summary>
    public int? Mtu => _descriptor.Mtu;

    /// <summary>What it has counted since it was opened; on any thread.</summary>
    public PacketStatistics Statistics => _descriptor.TakeStatistics();

    /// <summary>Opens an interface, or all.</summary>
    /// <param name="address">A <c>packet</c> address.</param>
    /// <param name="filter">
    /// What the kernel runs on each frame, to drop what it rejects, from the first frame on; null for all frames. It is
    /// for frames of <see cref="LinkType"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up before anything is opened: nothing is waited for.</param>
    /// <exception cref="SocketAuthorityException">This process lacks CAP_NET_RAW.</exception>
    /// <exception cref="AddressFormatException">It is no packet address.</exception>
    /// <exception cref="SoqueteException">No interface has that name, or a call failed.</exception>
    public static ValueTask<PacketSocket> OpenAsync(
        Address address, BpfProgram? filter = null, CancellationToken cancellationToken = default)
    {
        return OpenAsync(address, _ => filter, cancellationToken);
    }

    /// <summary>Opens an interface, or all, with a filter for what its frames begin with.</summary>
    /// <param name="address">A <c>packet</c> address.</param>
    /// <param name="filterFor">Gives the program for frames of a link type; null for all frames.</param>
    /// <param name="cancellationToken">Gives up before anything is opened: nothing is waited for.</param>
    /// <inheritdoc cref="OpenAsync(Address, BpfProgram?, CancellationToken)" path="/exception"/>
    public static ValueTask<PacketSocket> OpenAsync(
        Address address, Func<LinkType, BpfProgram?> filterFor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filterFor);
        var packet = PacketDescriptor.Require(address);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new PacketSocket(packet, PacketDescriptor.Open(packet, filterFor)));
    }

    /// <summary>
    /// Has the kernel run a program on each frame, and drop what it rejects. It takes the place of the one before; what
    /// was received by then and not taken yet is dropped, since it may be what the program rejects.
    /// </summary>
    /// <param name="program">The program, for frames of <see cref="LinkType"/>.</param>
    /// <exception cref="SoqueteException">The kernel does not take it.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public void Attach(BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        RequireOpen();
        _descriptor.Attach(program, Drain);
    }

    /// <summary>Takes the program away again, if there is one.</summary>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public void Detach()
    {
        RequireOpen();
        _descriptor.Attach(null, Drain);
    }

    /// <summary>Closes it, which ends promiscuous mode. What is pending ends.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _descriptor.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Nothing is let through meanwhile, so there is an end.</summary>
    private void Drain()
    {
        while (NativeMessages.ReceiveFrame(_descriptor.Socket, [], [], [], out _) == Errno.None)
        {
        }
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
}
