using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Interop;
using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>
/// A ring of memory that the kernel puts the frames of an interface in, or of all, for whoever has to take many: frames
/// are looked at where they are, without a call and without a copy (TPACKET_V3,
/// Documentation/networking/packet_mmap.rst).
/// </summary>
/// <remarks>
/// <para>
/// Frames come in blocks. A block is given when it is full, or when the time is over that the options say; it is gone
/// through, and given back. What comes while all blocks are full is dropped, which <see cref="Statistics"/> tells.
/// Frames are as those of a <see cref="PacketSocket"/>.
/// </para>
/// <para>For one reader at a time. It needs CAP_NET_RAW.</para>
/// <example>
/// <code>
/// while (true)
/// {
///     await ring.WaitAsync(cancellationToken);
///     while (ring.TryRead(out var block))
///     {
///         using (block)
///         {
///             foreach (var frame in block) { … frame.Bytes … }
///         }
///     }
/// }
/// </code>
/// </example>
/// </remarks>
public sealed partial class PacketRing : IAsyncDisposable
{
    private readonly PacketDescriptor _descriptor;
    private readonly MappedMemory _memory;
    private int _closed;

    private PacketRing(
        PacketAddress address, PacketRingOptions options, PacketDescriptor descriptor, MappedMemory memory)
    {
        Address = address;
        Options = options;
        _descriptor = descriptor;
        _memory = memory;
    }

    /// <summary>The address that it was opened with.</summary>
    public PacketAddress Address { get; }

    /// <summary>How large it is.</summary>
    public PacketRingOptions Options { get; }

    /// <inheritdoc cref="PacketSocket.InterfaceName"/>
    public string InterfaceName => Address.Interface;

    /// <inheritdoc cref="PacketSocket.InterfaceIndex"/>
    public int InterfaceIndex => _descriptor.Bound.LinkIndex;

    /// <inheritdoc cref="PacketSocket.LinkType"/>
    public LinkType LinkType => _descriptor.LinkType;

    /// <inheritdoc cref="PacketSocket.HardwareAddress"/>
    public MacAddress? HardwareAddress => _descriptor.HardwareAddress;

    /// <inheritdoc cref="PacketSocket.Mtu"/>
    public int? Mtu => _descriptor.Mtu;

    /// <inheritdoc cref="PacketSocket.Statistics"/>
    public PacketStatistics Statistics => _descriptor.TakeStatistics();

    /// <summary>Opens a ring on an interface, or on all.</summary>
    /// <param name="address">A <c>packet</c> address; <c>receive-buffer</c> means nothing here.</param>
    /// <param name="options">How large it is; null for the defaults.</param>
    /// <param name="filter">
    /// What the kernel runs on each frame, to drop what it rejects, from the first frame on; null for all frames. It is
    /// for frames of <see cref="LinkType"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up before anything is opened: nothing is waited for.</param>
    /// <exception cref="SocketAuthorityException">This process lacks CAP_NET_RAW.</exception>
    /// <exception cref="AddressFormatException">It is no packet address.</exception>
    /// <exception cref="ArgumentException">
    /// The ring is larger than <see cref="PacketRingOptions.MaxBytes"/>.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// No interface has that name, there is no memory for so large a ring, or a call failed.
    /// </exception>
    public static ValueTask<PacketRing> OpenAsync(
        Address address, PacketRingOptions? options = null, BpfProgram? filter = null,
        CancellationToken cancellationToken = default)
    {
        return OpenAsync(address, _ => filter, options, cancellationToken);
    }

    /// <summary>Opens a ring with a filter for what the interface's frames begin with.</summary>
    /// <param name="address">A <c>packet</c> address; <c>receive-buffer</c> means nothing here.</param>
    /// <param name="filterFor">Gives the program for frames of a link type; null for all frames.</param>
    /// <param name="options">How large it is; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up before anything is opened: nothing is waited for.</param>
    /// <inheritdoc cref="OpenAsync(Address, PacketRingOptions?, BpfProgram?, CancellationToken)" path="/exception"/>
    public static ValueTask<PacketRing> OpenAsync(
        Address address, Func<LinkType, BpfProgram?> filterFor, PacketRingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filterFor);
        var packet = PacketDescriptor.Require(address);
        options ??= new PacketRingOptions();
        if ((long)options.BlockBytes * options.Blocks > PacketRingOptions.MaxBytes)
        {
            throw new ArgumentException($"A ring has {PacketRingOptions.MaxBytes} bytes at most.", nameof(options));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var descriptor = PacketDescriptor.Open(
            packet, filterFor,
            new PacketRingRequest(options.BlockBytes, options.Blocks, (int)options.Timeout.TotalMilliseconds));
        var error = MappedMemory.Map(descriptor.Socket, options.BlockBytes * options.Blocks, out var memory);
        if (error != Errno.None)
        {
            descriptor.Dispose();
            throw Failure.Of(error, "mmap", packet.ToString());
        }

        return ValueTask.FromResult(new PacketRing(packet, options, descriptor, memory));
    }

    /// <summary>
    /// Has the kernel run a program on each frame, and drop what it rejects. It takes the place of the one before;
    /// frames that are in the ring by then have to pass it too.
    /// </summary>
    /// <param name="program">The program, for frames of <see cref="LinkType"/>.</param>
    /// <exception cref="SoqueteException">The kernel does not take it.</exception>
    /// <exception cref="ObjectDisposedException">The ring was closed.</exception>
    public void Attach(BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        RequireOpen();
        var attached = _descriptor.Attach(program, drain: null);
        // Each block may hold frames from before, and the one that the kernel fills now some of either.
        Volatile.Write(ref _older, new OlderFrames(attached!, Volatile.Read(ref _next) + Options.Blocks - 1));
    }

    /// <summary>Takes the program away again, if there is one.</summary>
    /// <exception cref="ObjectDisposedException">The ring was closed.</exception>
    public void Detach()
    {
        RequireOpen();
        _descriptor.Attach(null, drain: null);
        Volatile.Write(ref _older, null);
    }

    /// <summary>
    /// Closes it, which ends promiscuous mode. What is pending ends; a block that is being read stays good until it is
    /// given back.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _descriptor.Dispose();
            _memory.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
}
