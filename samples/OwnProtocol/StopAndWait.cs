using System.Buffers.Binary;
using Soquete.Raw;
using Soquete.Wire;

namespace OwnProtocol;

/// <summary>
/// A reliable protocol straight above IP: one packet at a time, sent again until it is acknowledged. A packet is a
/// type, a sequence number, the Internet checksum of all of it, and the data.
/// </summary>
internal sealed class StopAndWait(RawSocket socket)
{
    /// <summary>253 is for experiments (RFC 3692 §2.1).</summary>
    public const int Protocol = 253;

    private const byte Data = 1, Acknowledgement = 2;
    private const int HeaderBytes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _buffer = new byte[65535];
    private byte _next, _expected;

    /// <summary>Delivers one message.</summary>
    /// <returns>How often it was sent.</returns>
    public async Task<int> SendAsync(byte[] message)
    {
        for (var times = 1; ; times++)
        {
            await socket.SendAsync(Packet(Data, _next, message));
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                while (await NextAsync(patience.Token) is not (Acknowledgement, var sequence, _) || sequence != _next)
                {
                    // An old acknowledgement, come late.
                }

                _next ^= 1;
                return times;
            }
            catch (OperationCanceledException)
            {
                // The packet or its acknowledgement was lost.
            }
        }
    }

    /// <summary>The next message, which every copy of is acknowledged.</summary>
    public async Task<byte[]> ReceiveAsync(Predicate<int> isLost)
    {
        for (var number = 0; ;)
        {
            var (type, sequence, data) = await NextAsync(CancellationToken.None);
            if (type != Data || isLost(number++))
            {
                continue;
            }

            await socket.SendAsync(Packet(Acknowledgement, sequence, []));
            if (sequence == _expected)
            {
                _expected ^= 1;
                return data;
            }
        }
    }

    private static byte[] Packet(byte type, byte sequence, byte[] data)
    {
        byte[] packet = [type, sequence, 0, 0, .. data];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), InternetChecksum.Of(packet));
        return packet;
    }

    /// <summary>The next packet that arrived whole: the checksum of all of it is then 0 (RFC 1071 §1).</summary>
    private async Task<(byte Type, byte Sequence, byte[] Data)> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var packet = _buffer.AsMemory(0, (await socket.ReceiveAsync(_buffer, cancellationToken)).Count);
            if (packet.Length >= HeaderBytes && InternetChecksum.Of(packet.Span) == 0)
            {
                return (packet.Span[0], packet.Span[1], packet[HeaderBytes..].ToArray());
            }
        }
    }
}
