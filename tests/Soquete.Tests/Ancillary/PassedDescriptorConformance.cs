using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Descriptors passed from end to end in this process, over each type of socket.</summary>
public abstract class PassedDescriptorConformance
{
    private readonly Engine _engine;

    private protected PassedDescriptorConformance(Engine engine) => _engine = engine;

    /// <summary>O_CLOEXEC, as fdinfo has it (proc_pid_fdinfo(5)).</summary>
    private const int CloseOnExec = 0x80000;

    private static readonly byte[] OneByte = [1];

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenPassed_ThenComeInOrderWithTheirKindsAndCloseOnExec(string kind)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "content");
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var pipe = new PipeEnds();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var file = File.OpenHandle(folder["file"]);
        using var device = File.OpenHandle("/dev/null");
        await pair.Sender.SendAsync(OneByte, pipe.WriteEnd, file, socket.SafeHandle, device, file);
        var arrived = await pair.Receiver.ReceiveAsync(new byte[8]);
        Assert.Equal((1, false), (arrived.Count, arrived.AreMissing));
        Assert.Equal(
            [
                DescriptorKind.Pipe, DescriptorKind.File, DescriptorKind.Socket, DescriptorKind.CharacterDevice,
                DescriptorKind.File,
            ],
            arrived.Descriptors!.Select(descriptor => descriptor.Kind));
        Assert.All(arrived.Descriptors!, descriptor => Assert.True(IsCloseOnExec(descriptor.ToString()[3..])));
        using var taken = arrived.Descriptors![4].TakeFile();
        Assert.Equal("taken", arrived.Descriptors[4].ToString());
        Assert.Throws<InvalidOperationException>(() => arrived.Descriptors[4].TakePipe());
        Assert.Throws<InvalidOperationException>(() => arrived.Descriptors[4].Kind);
        arrived.Descriptors.Dispose();
        Assert.Throws<InvalidOperationException>(() => arrived.Descriptors[0].TakePipe());
        using var reader = new StreamReader(new FileStream(taken, FileAccess.Read));
        Assert.Equal("content", await reader.ReadToEndAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenTakenAsAPipe_ThenCanBeWrittenTo(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var pipe = new PipeEnds();
        await pair.Sender.SendAsync(OneByte, pipe.WriteEnd);
        var arrived = await pair.Receiver.ReceiveAsync(new byte[8]);
        await using (var writer = new AnonymousPipeClientStream(
            PipeDirection.Out, arrived.Descriptors![0].TakePipe()))
        {
            await writer.WriteAsync("from afar"u8.ToArray());
        }

        Assert.Equal("from afar", await pipe.ReadToEndAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenNobodyTakesThem_ThenTheNextReceiveClosesThem(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var left = new PipeEnds();
        using var kept = new PipeEnds();
        await pair.Sender.SendAsync(OneByte, left.WriteEnd, kept.WriteEnd);
        var arrived = await pair.Receiver.ReceiveAsync(new byte[1]);
        using var taken = arrived.Descriptors![1].TakePipe();
        await pair.Sender.SendAsync(OneByte, []);
        Assert.Null((await pair.Receiver.ReceiveAsync(new byte[1])).Descriptors);
        Assert.Equal("", await left.ReadToEndAsync().Soon());
        Assert.Throws<InvalidOperationException>(() => arrived.Descriptors[0].TakePipe());
        taken.Dispose();
        Assert.Equal("", await kept.ReadToEndAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenTheConnectionCloses_ThenThoseThatNobodyTookAreClosed(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var left = new PipeEnds();
        using var kept = new PipeEnds();
        await pair.Sender.SendAsync(OneByte, kept.WriteEnd);
        using var all = (await pair.Receiver.ReceiveAsync(new byte[1])).Descriptors!.TakeAll();
        await pair.Sender.SendAsync(OneByte, left.WriteEnd);
        await pair.Receiver.ReceiveAsync(new byte[1]);
        await pair.Receiver.DisposeAsync();
        Assert.Equal("", await left.ReadToEndAsync().Soon());
        await using (var writer = new AnonymousPipeClientStream(PipeDirection.Out, all[0].TakePipe()))
        {
            writer.WriteByte((byte)'!');
        }

        Assert.Equal("!", await kept.ReadToEndAsync().Soon());
    }

    [Theory]
    [InlineData("dgram")]
    [InlineData("seqpacket")]
    public async Task Descriptors_WhenTheMessageIsCutShort_ThenAreClosed(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var pipe = new PipeEnds();
        await pair.Sender.SendAsync([1, 2, 3], pipe.WriteEnd);
        var arrived = await pair.Receiver.ReceiveAsync(new byte[2]);
        Assert.Equal((2, 3), (arrived.Count, arrived.Length));
        Assert.Null(arrived.Descriptors);
        Assert.True(arrived.AreMissing);
        Assert.Equal("", await pipe.ReadToEndAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenThereAreAsManyAsPass_ThenAllPassAndOneMoreIsRefused(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var device = File.OpenHandle("/dev/null");
        var most = Enumerable.Repeat<SafeHandle>(device, AncillaryData.MaxDescriptors).ToArray();
        await pair.Sender.SendAsync(OneByte, most);
        using var descriptors = (await pair.Receiver.ReceiveAsync(OneByte)).Descriptors!;
        Assert.Equal(253, descriptors.Count);
        var e = await Assert.ThrowsAsync<ArgumentException>(() => pair.Sender.SendAsync(OneByte, [.. most, device]));
        Assert.Contains("a message takes 253 descriptors, not 254", e.Message);
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenOneIsClosed_ThenNothingIsSent(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var open = File.OpenHandle("/dev/null");
        var closed = File.OpenHandle("/dev/null");
        closed.Dispose();
        var e = await Assert.ThrowsAsync<ArgumentException>(() => pair.Sender.SendAsync(OneByte, open, closed));
        Assert.Contains("a descriptor to pass is closed", e.Message);
        using var none = new SafeSocketHandle(-1, ownsHandle: false);
        await Assert.ThrowsAsync<ArgumentException>(() => pair.Sender.SendAsync(OneByte, open, none));
        await pair.Sender.SendAsync([7, 7], open);
        Assert.Equal(2, (await pair.Receiver.ReceiveAsync(new byte[3])).Count);
        Assert.False(open.IsClosed);
    }

    [Fact]
    public async Task Descriptors_WhenTheMessageIsEmpty_ThenPassAllTheSame()
    {
        await using var pair = await AncillaryPair.OpenAsync("seqpacket", _engine);
        using var pipe = new PipeEnds();
        await pair.Sender.SendAsync([], pipe.WriteEnd);
        var arrived = await pair.Receiver.ReceiveAsync(new byte[1]);
        Assert.Equal(0, arrived.Length);
        arrived.Descriptors!.Dispose();
        Assert.Equal("", await pipe.ReadToEndAsync().Soon());
    }

    private static bool IsCloseOnExec(string number)
    {
        var flags = File.ReadLines($"/proc/self/fdinfo/{number}").First(line => line.StartsWith("flags:"));
        var value = Convert.ToInt32(flags["flags:".Length..].Trim(), fromBase: 8);
        return (value & CloseOnExec) != 0;
    }
}
