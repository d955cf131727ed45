using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Serving;

/// <summary>The clients of a server of datagrams, and the answers to what they ask.</summary>
/// <remarks>
/// Nothing is kept for a hello: its token is a code over the client's name and nonce (RFC 2104), which only who gets
/// the answer can send back. So a forged source takes no place, and is sent nothing but one short answer.
/// </remarks>
internal sealed class DatagramClients(SessionTable table, DatagramSocket socket)
{
    private const int SecretBytes = 32;

    private readonly ConcurrentDictionary<ulong, DatagramClient> _clients = new();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretBytes);

    public DatagramClient? Find(ulong token) => _clients.GetValueOrDefault(token);

    /// <summary>Answers a frame.</summary>
    /// <returns>The length of the answer, its header with it; 0 for no answer.</returns>
    public int Answer(
        in DatagramHeader header, ReadOnlySpan<byte> received, in ReceivedDatagram details, Span<byte> room)
    {
        header.Write(room);
        var body = room[DatagramHeader.Bytes..];
        var frame = new FrameReader(FrameReader.Unpadded(received));
        var length = frame.Kind switch
        {
            MessageKind.Hello when received.Length + DatagramHeader.Bytes >= BenchProtocol.PaddedHelloBytes =>
                Greet(ref frame, details.Source, body),
            MessageKind.Hello => 0,
            _ when Find(header.Token) is { } client => client.Answer(header.Number, ref frame, body, this),
            MessageKind.Plan => Begin(header, ref frame, details, body),
            _ => 0,
        };
        return length == 0 ? 0 : length + DatagramHeader.Bytes;
    }

    public void Remove(DatagramClient client, Exception? failure)
    {
        _clients.TryRemove(client.Session.Token, out _);
        table.Remove(client.Session, failure);
    }

    /// <summary>Ends those that have said nothing for too long.</summary>
    public void RemoveSilent()
    {
        foreach (var client in _clients.Values)
        {
            if (client.SilentFor > table.Options.Patience || client.IsOverdue(table.Options.MaxDuration))
            {
                var name = client.Session.Association.ToString();
                Remove(
                    client, new SoqueteException(FailureKind.TimedOut, name, "the client said nothing for too long"));
            }
        }
    }

    public void RemoveAll(Exception? failure)
    {
        foreach (var client in _clients.Values)
        {
            Remove(client, failure);
        }
    }

    private int Greet(scoped ref FrameReader frame, DatagramPeer source, Span<byte> room) =>
        Conversation.TryGreet(ref frame, room, out var nonce, out var problemBytes)
            ? Conversation.WriteWelcome(room, TokenOf(source, nonce))
            : problemBytes;

    private int Begin(
        in DatagramHeader header, scoped ref FrameReader frame, in ReceivedDatagram details, Span<byte> room)
    {
        // A wrong token gets no answer: it is a guess, or comes from before the server was started anew.
        if (!Plan.TryRead(ref frame, out var plan) || TokenOf(details.Source, plan.Nonce) != header.Token)
        {
            return 0;
        }

        if (plan.BlockBytes is < DatagramHeader.Bytes or > DatagramBatch.MaxDatagramBytes)
        {
            return FrameWriter.WriteProblem(room, FailureKind.Usage, "this is no plan that can be measured");
        }

        var receipts = new DatagramReceipts(plan.IsRequests ? 0 : plan.Connections);
        var session = table.TryAdd(
            header.Token, plan, socket.AssociationOf(details), room, out var problemBytes, receipts.Count);
        if (session is null)
        {
            return problemBytes;
        }

        _clients[header.Token] = new DatagramClient(session, receipts, details.Source, header.Number);
        return FrameWriter.Write(room, MessageKind.Done);
    }

    private ulong TokenOf(DatagramPeer source, ulong nonce)
    {
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{nonce:x16} {source}"), code);
        return BinaryPrimitives.ReadUInt64BigEndian(code);
    }
}
