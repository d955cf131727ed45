using System.Text.RegularExpressions;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Interop;

namespace Soquete.Tests.Planning;

/// <summary>The calls that are explained against strace(1), which watches the same address being opened.</summary>
public partial class PlannedCallsTests
{
    /// <summary>Calls that ask; an explanation has those that set something up.</summary>
    private static readonly string[] NotPlanned = ["getsockname", "getsockopt", "getpeername"];

    [Theory]
    [InlineData("udp4:0,dscp=ef,ttl=3,broadcast,timestamps,dont-fragment,receive-buffer=64k")]
    [InlineData("udp6:0,ttl=3,multicast-loop=off,multicast-interface=lo,ipv6-only")]
    [InlineData("udp:*:0")]
    [InlineData("udp:0,reuse-port")]
    [InlineData("udp:239.1.2.3:0,multicast-interface=127.0.0.1")]
    [InlineData("udp:232.1.2.3:0,source=127.0.0.1,source=10.0.0.1,multicast-interface=lo")]
    [InlineData("udp:[ff02::1234%lo]:0")]
    [InlineData("udp6:[ff35::1]:0,source=::1,multicast-interface=lo")]
    [InlineData("udp:*:0,join=239.1.2.3,join=ff15::1,multicast-interface=lo")]
    [InlineData("unix-dgram:PATH")]
    [InlineData("unix-dgram:PATH,mode=620,allow-uid=0")]
    [InlineData("unix-dgram:@ABSTRACT,credentials,send-buffer=8k")]
    [InlineData("tcp4:0,backlog=7,keepalive-idle=9s")]
    [InlineData("unix:PATH,mode=660")]
    [InlineData("vsock:*:*,backlog=7")]
    [InlineData("vsock:*:*,receive-buffer=1M")]
    [InlineData("packet:lo,ignore-outgoing,receive-buffer=64k")]
    [InlineData("packet:any,protocol=ip6")]
    [InlineData("packet:lo,cooked,protocol=0x88b5")]
    public async Task Explanation_WhenStraceWatchesTheAddressListen_ThenHasTheCallsThatAreMade(string text)
    {
        using var folder = new ScratchFolder();
        await CompareAsync("listen", Named(text, folder));
    }

    [Theory]
    [InlineData("udp4:127.0.0.1:9")]
    [InlineData("udp:[::1]:9,bind=[::1]:0,dscp=cs1")]
    [InlineData("udp:255.255.255.255:9,broadcast,bind=127.0.0.1,interface=lo")]
    [InlineData("udp:239.1.2.3:9,multicast-interface=lo,ttl=0,multicast-loop=off")]
    public Task Explanation_WhenStraceWatchesTheAddressConnect_ThenHasTheCallsThatAreMade(string text) =>
        CompareAsync("connect", text);

    [Theory]
    [InlineData("")]
    [InlineData(",unbound")]
    [InlineData(",bind=@ABSTRACT,credentials")]
    [InlineData(",bind=PATH")]
    public async Task Explanation_WhenStraceWatchesAUnixDatagramSocketConnect_ThenHasTheCallsThatAreMade(string options)
    {
        using var folder = new ScratchFolder();
        var receiver = new UnixDatagramAddress(folder.File("receiver"));
        await using var socket = await DatagramSocket.BindAsync(receiver);
        await CompareAsync("connect", receiver + Named(options, folder));
    }

    private static string Named(string text, ScratchFolder folder) => text
        .Replace("PATH", folder.File("path"), StringComparison.Ordinal)
        .Replace("ABSTRACT", $"sq-{Guid.NewGuid():N}", StringComparison.Ordinal);

    private static async Task CompareAsync(string role, string address)
    {
        var (told, seen) = await Strace.WatchAsync("open", role, address);
        Assert.NotEmpty(told);
        Assert.Equal(told, OfPlannedSockets(told, seen).Select(Planned));
    }

    /// <summary>The runtime opens sockets of its own, to see what the system has.</summary>
    private static IEnumerable<string> OfPlannedSockets(List<string> told, List<string> seen)
    {
        var ours = new HashSet<string>();
        foreach (var line in seen)
        {
            var isOpening = line.StartsWith("socket(", StringComparison.Ordinal);
            var descriptor = (isOpening ? Result() : FirstDescriptor()).Match(line).Groups["number"].Value;
            if (isOpening)
            {
                _ = told.Contains(Planned(line)) ? ours.Add(descriptor) : ours.Remove(descriptor);
            }

            if (ours.Contains(descriptor) && !NotPlanned.Contains(line[..line.IndexOf('(', StringComparison.Ordinal)]))
            {
                yield return line;
            }
        }
    }

    /// <summary>
    /// As a plan has it: without results, with a word for the descriptor, and with no port that the first of several
    /// sockets was given.
    /// </summary>
    private static string Planned(string line)
    {
        line = TakenPort().Replace(FirstDescriptor().Replace(line, "$1FD"), "htons(0)");
        var isOpening = line.StartsWith("socket(", StringComparison.Ordinal);
        return isOpening ? Result().Replace(line, " = FD") : Result().Replace(line, "");
    }

    [GeneratedRegex(@"^(\w+\()(?<number>\d+)")]
    private static partial Regex FirstDescriptor();

    [GeneratedRegex(@"htons\(\d{5}\)")]
    private static partial Regex TakenPort();

    [GeneratedRegex(@" = -?(?<number>\d+)$")]
    private static partial Regex Result();
}
