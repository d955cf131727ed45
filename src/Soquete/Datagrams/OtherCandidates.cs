using System.Net;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>
/// The addresses of a peer's name that were not tried yet, and what was sent so far without an answer. UDP has no
/// handshake: that nobody receives at an address shows only by the refusal of a datagram.
/// </summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class OtherCandidates(IEnumerable<IPEndPoint> ends, Func<IPEndPoint, DatagramPart> connect)
{
    /// <summary>How much is kept to be sent again; with more, the first address is settled for.</summary>
    public const int MaxDatagrams = 16;

    /// <summary>How many bytes that may have.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<IPEndPoint> _ends = new(ends);
    private readonly List<byte[]> _sent = [];
    private readonly List<DatagramPart> _refused = [];
    private int _bytes;

    /// <summary>
    /// Sends a datagram to the peer and keeps it, before anybody goes on to the next address without it.
    /// </summary>
    public Errno Send(
        DatagramPart part, ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> control, out int count)
    {
        lock (_gate)
        {
            var error = NativeMessages.Send(part.Socket, datagram, default, control, out count);
            if (error == Errno.None && !TryKeep(datagram))
            {
                _ends.Clear();
            }

            return error;
        }
    }

    /// <summary>Keeps a datagram that was sent.</summary>
    /// <returns>False where that is too much to keep.</returns>
    public bool TryKeep(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            _bytes += datagram.Length;
            if (_sent.Count == MaxDatagrams || _bytes > MaxBytes)
            {
                return false;
            }

            _sent.Add(datagram.ToArray());
            return true;
        }
    }

    /// <summary>Goes on to the next address, and sends again what the one before refused.</summary>
    /// <param name="part">The socket that was refused; another thread may have left it already.</param>
    /// <param name="current">The socket that is used by now.</param>
    /// <returns>False where there is no other address left.</returns>
    public bool TrySwitch(DatagramPart part, ref DatagramPart current)
    {
        lock (_gate)
        {
            if (current != part)
            {
                return true;
            }

            while (_ends.TryDequeue(out var end))
            {
                if (TryConnect(end) is not { } next)
                {
                    continue;
                }

                // Who is in a call on the old one is woken, and finds it replaced; it closes with the rest.
                _refused.Add(part);
                current = next;
                part.Watch.Dispose();
                foreach (var datagram in _sent)
                {
                    NativeMessages.Send(next.Socket, datagram, default, default, out _);
                }

                return true;
            }

            return false;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _ends.Clear();
            _refused.ForEach(part => part.Dispose());
            _refused.Clear();
        }
    }

    private DatagramPart? TryConnect(IPEndPoint end)
    {
        try
        {
            return connect(end);
        }
        catch (SoqueteException)
        {
            // No route, or no such version of IP: the refusal of the address before says more.
            return null;
        }
    }
}
