using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>What only a link shows: tags that the kernel takes out of frames, and which way they go.</summary>
public class LiveFilterTests
{
    /// <summary>
    /// Behind all the others, and taken by every filter here. It is known by its length: where a test of an EtherType
    /// or a relation stands before <c>vlan</c>, libpcap 1.10 looks at wrong places behind a tag that was taken out.
    /// </summary>
    private const string Last = "greater 1000";

    private static readonly byte[] Addresses = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
    private static readonly byte[] Udp = [.. Ipv4(17), 0, 80, 0, 53, 0, 8, 0, 0, .. new byte[20]];
    private static readonly byte[] Tcp = [.. Ipv4(6), 0, 80, 1, 0, .. new byte[16]];

    private static readonly Dictionary<char, byte[]> Frames = new()
    {
        ['u'] = [.. Addresses, 8, 0, .. Udp],
        ['t'] = [.. Addresses, 8, 0, .. Tcp],
        ['v'] = [.. Addresses, 0x81, 0, 0x20, 10, 8, 0, .. Udp],
        ['w'] = [.. Addresses, 0x81, 0, 0, 20, 8, 0, .. Tcp],
        ['s'] = [.. Addresses, 0x88, 0xa8, 0, 10, 8, 0, .. Tcp],
        ['q'] = [.. Addresses, 0x88, 0xa8, 0, 10, 0x81, 0, 0, 20, 8, 0, .. Udp],
        ['.'] = [.. Addresses, 0x88, 0xb6, .. new byte[986]],
    };

    [RootTheory]
    [InlineData("vlan", "vwsq")]
    [InlineData("vlan 10", "vsq")]
    [InlineData("vlan 20", "w")]
    [InlineData("vlan 10 and vlan 20", "q")]
    [InlineData("vlan and vlan", "q")]
    [InlineData("vlan and udp", "v")]
    [InlineData("vlan 10 and tcp port 80", "s")]
    [InlineData("vlan 10 and vlan 20 and udp port 53", "q")]
    [InlineData("not vlan", "ut")]
    [InlineData("udp", "uv")]
    [InlineData("vlan 20 or udp", "vw")]
    [InlineData("inbound", "utvwsq")]
    [InlineData("outbound", "")]
    public async Task Filter_WhenTheKernelTakesTagsOut_ThenTakesTheSameAsTcpdumps(string expression, string expected)
    {
        await using var pair = await VethPair.CreateAsync();
        var both = $"{Last} or ({expression})";
        var theirs = await TheirsAsync(pair.Right, both);
        await using var ours = await pair.Right.OpenAsync(
            filter: PacketFilter.Parse(both).Compile(LinkType.Ethernet));
        await using var others = await pair.Right.OpenAsync(filter: theirs);
        await using var sender = await pair.Left.OpenAsync(filter: BpfProgram.RejectAll);
        foreach (var frame in Frames.Values)
        {
            sender.Send(frame);
        }

        Assert.Equal(await TakenAsync(others), await TakenAsync(ours));
        Assert.Equal(expected, Interpreted(both));
    }

    [RootTheory]
    [InlineData("inbound", "")]
    [InlineData("outbound", "utvwsq")]
    public async Task Direction_WhenTheFramesGoOut_ThenTheKernelTells(string expression, string expected)
    {
        await using var pair = await VethPair.CreateAsync();
        var program = PacketFilter.Parse($"{Last} or ({expression})").Compile(LinkType.Ethernet);
        await using var ours = await pair.Left.OpenAsync(filter: program);
        await using var sender = await pair.Left.OpenAsync(filter: BpfProgram.RejectAll);
        foreach (var frame in Frames.Values)
        {
            sender.Send(frame);
        }

        Assert.Equal(expected, await TakenAsync(ours));
    }

    /// <summary>The interpreter, given what the kernel has found beside the frames.</summary>
    private static string Interpreted(string expression)
    {
        var program = PacketFilter.Parse(expression).Compile(LinkType.Ethernet);
        return string.Concat(Frames.Where(frame => frame.Key != '.' && Matches(program, frame.Value))
            .Select(frame => frame.Key));
    }

    private static bool Matches(BpfProgram program, byte[] frame)
    {
        var isTagged = frame[12] is 0x81 || (frame[12], frame[13]) is (0x88, 0xa8);
        return isTagged
            ? program.Matches([.. frame[..12], .. frame[16..]], frame.Length - 4, new BpfPacketFacts
            {
                VlanTag = (ushort)((frame[14] << 8) | frame[15]),
            })
            : program.Matches(frame, frame.Length);
    }

    /// <summary>What libpcap compiles for a live capture, which differs from what it compiles for a file.</summary>
    private static async Task<BpfProgram> TheirsAsync(LinkEnd end, string expression)
    {
        var text = await Child.RunAsync(
            $"ip netns exec {end.Namespace.Name} tcpdump -i {end.Interface} -ddd '{expression}' 2>/dev/null");
        return BpfProgram.ParseDecimal(text);
    }

    private static async Task<string> TakenAsync(PacketSocket socket)
    {
        var taken = "";
        while (true)
        {
            var (_, bytes) = await socket.ReceiveWholeAsync();
            var frame = Frames.FirstOrDefault(frame => frame.Value.AsSpan().SequenceEqual(bytes)).Key;
            if (frame == '.')
            {
                return taken;
            }

            // A frame that is none of ours is the kernel's own, which looks for neighbours.
            taken += frame == default ? "" : frame;
        }
    }

    private static byte[] Ipv4(byte protocol) =>
        [0x45, 0, 0, 60, 0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
}
