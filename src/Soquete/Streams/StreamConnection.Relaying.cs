using System.Net.Sockets;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams;

/// <content>For relays, which pass descriptors on with the bytes that they came with.</content>
public sealed partial class StreamConnection
{
    /// <summary>Whether descriptors can come and go with bytes.</summary>
    internal bool CarriesDescriptors =>
        _identity.Protocol == "unix" && Transport is { IsSocket: true, OutputHandle: SafeSocketHandle };

    /// <summary>Receives what is there now, with the descriptors that came with it.</summary>
    /// <returns>EAGAIN where there is nothing.</returns>
    internal Errno TryReceive(Span<byte> buffer, out int count, out PassedDescriptors? descriptors)
    {
        Span<byte> room = stackalloc byte[ReceivedControl.Room];
        (count, descriptors) = (0, null);
        try
        {
            var error = NativeMessages.Receive(
                (SafeSocketHandle)Transport.OutputHandle!, buffer, [], room, MessageFlags.None, out var receipt);
            if (error == Errno.None)
            {
                count = receipt.Length;
                descriptors = ReceivedControl.Read(room[..receipt.ControlLength], receipt.Flags).Descriptors;
            }

            return error;
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }
    }

    /// <summary>Sends some of the bytes, and descriptors with the first of them; counts nothing.</summary>
    internal async ValueTask<TransferResult> PassOnAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors descriptors, CancellationToken cancellationToken) =>
        Channel() is { } channel
            ? await channel.SendAsync(bytes, descriptors.ToControl(), cancellationToken).ConfigureAwait(false)
            : TransferResult.Failed(Errno.ECANCELED);
}
