using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Filters;
using Soquete.Interop;
using Soquete.Planning;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>
/// A packet socket of the kernel's: what it is open on, its filter, its counts, and what its errors mean.
/// </summary>
internal sealed class PacketDescriptor : IDisposable
{
    /// <summary>How often it is looked whether an interface that is down is still there.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly PacketAddress _address;
    private readonly Lock _counting = new();
    private PacketStatistics _statistics;
    private bool _isClosed;

    private PacketDescriptor(PacketAddress address, SafeSocketHandle socket, LinkType linkType, in SocketName bound)
    {
        _address = address;
        Socket = socket;
        Bound = bound;
        LinkType = linkType;
        Watch = Engine.Default.Watch(socket);
        Blocking = new BlockingWait(socket);
    }

    public SafeSocketHandle Socket { get; }

    public SocketWatch Watch { get; }

    public BlockingWait Blocking { get; }

    /// <summary>The interface, its kind and its hardware address, as they were when it was bound.</summary>
    public SocketName Bound { get; }

    public LinkType LinkType { get; }

    public bool IsCooked => LinkType == LinkType.LinuxSll2;

    /// <summary>Whether the interface was found down, so that only asking tells whether it is still there.</summary>
    public bool WasDown { get; private set; }

    /// <summary>
    /// Whether the interface is gone: the kernel takes its number off the socket. One of the same name that comes later
    /// is another one.
    /// </summary>
    public bool IsGone => !_address.IsAny
        && (NativeSocket.LocalName(Socket, out var now) != Errno.None || now.LinkIndex == PacketInterface.GoneIndex);

    public MacAddress? HardwareAddress =>
        Bound.HardwareAddress is { Length: MacAddress.Length } bytes ? new MacAddress(bytes) : null;

    /// <summary>How much the interface takes behind its header; null where there is none.</summary>
    public int? Mtu => !_address.IsAny && LinkRequest.NameOf(Socket, Bound.LinkIndex) is { } name
        && LinkRequest.MtuOf(Socket, name, out var bytes) == Errno.None ? bytes : null;

    /// <exception cref="AddressFormatException">It is of another scheme.</exception>
    public static PacketAddress Require(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address as PacketAddress
            ?? throw new AddressFormatException(address.ToString(), $"{address.Scheme} has no frames");
    }

    /// <summary>Opens what an address means.</summary>
    /// <param name="address">The address.</param>
    /// <param name="filterFor">What frames have to pass from the first one on, by what they begin with.</param>
    /// <param name="ring">The ring that frames are to come in; null for none.</param>
    /// <exception cref="SoqueteException">Not permitted, no such interface, or failed.</exception>
    public static PacketDescriptor Open(
        PacketAddress address, Func<LinkType, BpfProgram?> filterFor, PacketRingRequest? ring = null)
    {
        RoleCheck.Require(address, AddressRole.Listen);
        var index = PacketPlan.IndexOf(address);
        var plan = PacketPlan.ToOpen(address, index, address.Cooked ?? address.IsAny, ring);
        var socket = plan.Open(address.ToString());
        var linkType = LinkTypeOf(socket, plan, address);
        if (linkType is null)
        {
            // What cannot be asked for before there is a socket.
            socket.Dispose();
            linkType = LinkType.LinuxSll2;
            plan = PacketPlan.ToOpen(address, index, isCooked: true, ring);
            socket = plan.Open(address.ToString());
        }

        return Bind(address, socket, plan, linkType.Value, filterFor);
    }

    /// <summary>Opens an address by a plan of its own, for frames that are not cooked.</summary>
    /// <exception cref="SoqueteException">As above, or the link's header is not known here.</exception>
    public static PacketDescriptor Open(PacketAddress address, Func<PacketAddress, int, SocketPlan> planFor)
    {
        RoleCheck.Require(address, AddressRole.Listen);
        var plan = planFor(address, PacketPlan.IndexOf(address));
        var socket = plan.Open(address.ToString());
        if (LinkTypeOf(socket, plan, address) is { } linkType)
        {
            return Bind(address, socket, plan, linkType, static _ => null);
        }

        socket.Dispose();
        throw new SoqueteException(
            FailureKind.Usage, address.ToString(), "the header that the interface's frames have is not known");
    }

    /// <summary>
    /// Lets through what a program does from here on. What is queued by then may be what it rejects, so nothing is let
    /// through until the queue is empty.
    /// </summary>
    /// <param name="program">The program; null for none.</param>
    /// <param name="drain">Takes what is queued; null where that is known and stays.</param>
    /// <returns>What the kernel runs.</returns>
    /// <exception cref="SoqueteException">The kernel does not take it.</exception>
    public BpfProgram? Attach(BpfProgram? program, Action? drain)
    {
        var final = ForKernel(program, IsCooked, _address);
        if (final is null)
        {
            var error = NativeSocket.DetachFilter(Socket);
            Failure.ThrowIf(
                error == Errno.ENOENT ? Errno.None : error, "setsockopt SO_DETACH_FILTER", _address.ToString());
            return null;
        }

        if (drain is not null)
        {
            Attach(Socket, BpfProgram.RejectAll, _address);
            drain();
        }

        Attach(Socket, final, _address);
        return final;
    }

    public PacketStatistics TakeStatistics()
    {
        lock (_counting)
        {
            if (!_isClosed && NativeSocket.TakePacketCounts(Socket, out var counts) == Errno.None)
            {
                _statistics = new PacketStatistics(
                    _statistics.Received + (counts.Packets - counts.Drops), _statistics.Dropped + counts.Drops,
                    _statistics.Freezes + counts.Freezes);
            }

            return _statistics;
        }
    }

    /// <summary>What the kernel has noted for a call to come (SO_ERROR), which is forgotten by that.</summary>
    public Errno TakeError() => NativeSocket.TakeError(Socket);

    /// <summary>The exception for a call on the interface that failed.</summary>
    public SoqueteException FailureOf(Errno error, string call)
    {
        var name = _address.ToString();
        WasDown |= error is Errno.ENETDOWN or Errno.ENODEV or Errno.ENXIO;
        if (error is Errno.ENETDOWN or Errno.ENODEV or Errno.ENXIO && IsGone)
        {
            return new SoqueteException(
                FailureKind.Other, name, "the interface is gone", call, ErrnoText.Name(Errno.ENODEV));
        }

        return error == Errno.ENETDOWN
            ? Failure.Of(
                error, call, name, $"ip link set {_address.Interface} up: frames come again where it is up again")
            : Failure.Of(error, call, name);
    }

    /// <summary>A frame came: the interface is up again, or it was queued before it went down.</summary>
    public void NoteFrame()
    {
        if (WasDown)
        {
            var name = LinkRequest.NameOf(Socket, Bound.LinkIndex);
            WasDown = !_address.IsAny && (name is null || !LinkRequest.IsUp(Socket, name));
        }
    }

    /// <summary>Waits until there is something to receive, or an error, or a moment has passed on a link that is down.
    /// </summary>
    /// <exception cref="SoqueteException">The interface is gone.</exception>
    public async ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        if (!WasDown)
        {
            ThrowIfBroken(await Watch.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false));
            return;
        }

        // An interface that was taken down and then away wakes nobody a second time.
        ThrowIfGone();
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        moment.CancelAfter(LookAgain);
        try
        {
            ThrowIfBroken(await Watch.WaitToReceiveAsync(moment.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ThrowIfGone();
        }
    }

    /// <summary>The same on the caller's thread.</summary>
    /// <param name="limit">The longest wait; null for no limit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where the time is over.</returns>
    /// <exception cref="SoqueteException">The interface is gone.</exception>
    public bool WaitToReceive(TimeSpan? limit, CancellationToken cancellationToken = default)
    {
        if (!WasDown)
        {
            return Blocking.Wait(PollDescriptor.In, limit, cancellationToken);
        }

        ThrowIfGone();
        var moment = limit is { } time && time < LookAgain ? time : LookAgain;
        var isReady = Blocking.Wait(PollDescriptor.In, moment, cancellationToken);
        ThrowIfGone();
        return isReady || moment == LookAgain;
    }

    public void Dispose()
    {
        TakeStatistics();
        lock (_counting)
        {
            _isClosed = true;
        }

        Blocking.Dispose();
        Watch.Dispose();
        if (_address.Promiscuous == true)
        {
            // Closing would undo it too, but only when the last call that uses the descriptor has come back.
            var membership = new PacketMembership(Bound.LinkIndex);
            NativeSocket.SetOption(Socket, PacketOption.DropMembership, membership);
        }

        NativeFile.Close(Socket);
    }

    /// <summary>What frames begin with; null where that is not known here, so that they are to be cooked.</summary>
    private static LinkType? LinkTypeOf(SafeSocketHandle socket, SocketPlan plan, PacketAddress address) =>
        plan.Kind == SocketKind.Datagram ? LinkType.LinuxSll2
        : LinkRequest.HardwareTypeOf(socket, address.Interface, out var hardware) == Errno.None
            ? PacketInterface.LinkTypeOf(hardware)
        : LinkType.Ethernet;

    private void ThrowIfGone()
    {
        if (IsGone)
        {
            throw FailureOf(Errno.ENODEV, "recvmsg");
        }
    }

    private void ThrowIfBroken(Errno watching)
    {
        // ECANCELED: it was closed, which whoever waited sees for himself.
        if (watching is not (Errno.None or Errno.ECANCELED))
        {
            throw Failure.Of(watching, "epoll_ctl", _address.ToString());
        }
    }

    /// <summary>Takes a socket over, and lets frames in.</summary>
    private static PacketDescriptor Bind(
        PacketAddress address, SafeSocketHandle socket, SocketPlan plan, LinkType linkType,
        Func<LinkType, BpfProgram?> filterFor)
    {
        var name = address.ToString();
        try
        {
            var program = ForKernel(filterFor(linkType), linkType == LinkType.LinuxSll2, address);
            // Only a bound socket joins a group, and until it has, it would get the frames of all.
            var first = address.Fanout is null ? program : BpfProgram.RejectAll;
            if (first is not null)
            {
                Attach(socket, first, address);
            }

            Failure.ThrowIf(plan.BindName(socket, name), "bind", name);
            if (address.Fanout is not null)
            {
                Attach(socket, program ?? BpfProgram.AcceptAll, address);
            }

            Failure.ThrowIf(NativeSocket.LocalName(socket, out var bound), "getsockname", name);
            return new PacketDescriptor(address, socket, linkType, bound);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static BpfProgram? ForKernel(BpfProgram? program, bool isCooked, PacketAddress address)
    {
        var plain = isCooked && program is not null ? KernelProgram.WithoutCookedHeader(program) : program;
        var header = isCooked ? CookedView.Sll2Length : 0;
        return KernelProgram.Limited(plain, address.SnapLength is { } longest ? Math.Max(longest - header, 1) : null);
    }

    private static void Attach(SafeSocketHandle socket, BpfProgram program, PacketAddress address) => Failure.ThrowIf(
        NativeSocket.AttachFilter(socket, MemoryMarshal.AsBytes(program.Instructions)),
        "setsockopt SO_ATTACH_FILTER", address.ToString());
}
