using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>Batches through a link, whose MTU limits what the kernel parts.</summary>
public class OffloadTests
{
    [RootTheory]
    [InlineData("udp4", 1200, "")]
    [InlineData("udp6", 1200, "")]
    [InlineData("udp4", 1472, "")]
    [InlineData("udp4", 1473, "")]
    [InlineData("udp4", 4000, "")]
    [InlineData("udp6", 4000, "")]
    [InlineData("udp4", 1200, ",offload=off")]
    public async Task Batch_WhenItsDatagramsAreShorterOrLongerThanTheMtu_ThenAllArrive(
        string scheme, int length, string options)
    {
        await using var pair = await VethPair.CreateAsync();
        await using var receiver = await pair.Right.BindAsync($"{scheme}:*:0{options}");
        var host = scheme == "udp6" ? $"[{pair.Right.IPv6}]" : $"{pair.Right.IPv4}";
        await using var sender = await pair.Left.ConnectAsync($"{scheme}:{host}:{receiver.Port()}{options}");
        using var sent = new DatagramBatch();
        using var received = new DatagramBatch();
        var expected = new List<byte[]>();
        for (var i = 0; i < 20; i++)
        {
            expected.Add(RandomPayload.Of(i % 10 == 9 ? 77 : length));
            Assert.True(sent.TryAdd(expected[i]));
        }

        for (var round = 0; round < 3; round++)
        {
            await sender.SendAsync(sent).Soon();
            Assert.Equal(expected, await receiver.ReceiveManyAsync(received, 20));
        }

        Assert.Equal((60, 60), (sender.DatagramsSent, receiver.DatagramsReceived));
    }

    [Fact]
    public async Task Receive_WhenAForeignSenderHasTheKernelPartOneCall_ThenEachDatagramArrivesWhole()
    {
        // UDP_SEGMENT is option 103 of level 17 (udp(7)).
        const string Sender = """
            import socket, sys
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.setsockopt(17, 103, 100)
            s.sendto(b"".join(b"%03d" % i + bytes(97) for i in range(60)) + b"060", ("127.0.0.1", int(sys.argv[1])))
            """;
        await using var bound = await DatagramSocket.BindAsync(Soquete.Addresses.Address.Parse("udp4:0"));
        using var large = new DatagramBatch();
        using var small = new DatagramBatch(slots: 4, slotBytes: 50);
        foreach (var batch in new[] { small, large, small })
        {
            await Child.RunAsync($"python3 -c '{Sender}' {bound.Port()}");
            for (var seen = 0; seen < 61;)
            {
                await bound.ReceiveAsync(batch).Soon();
                foreach (var entry in batch)
                {
                    var isLast = seen == 60;
                    Assert.Equal($"{seen++:D3}", System.Text.Encoding.ASCII.GetString(entry.Bytes[..3]));
                    Assert.Equal(isLast ? 3 : 100, entry.Details.Length);
                    Assert.Equal(batch == small && !isLast, entry.IsTruncated);
                }
            }
        }
    }
}
