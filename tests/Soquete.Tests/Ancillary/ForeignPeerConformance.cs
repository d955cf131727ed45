using System.IO.Pipes;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Ancillary;

/// <summary>Descriptors and credentials to and from programs that are not ours.</summary>
public abstract class ForeignPeerConformance
{
    private readonly Engine _engine;

    private protected ForeignPeerConformance(Engine engine) => _engine = engine;

    [Theory]
    [MemberData(nameof(AncillaryKinds.WithSides), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenAForeignSenderPassesThem_ThenAreUsed(string kind, bool weListen)
    {
        var (end, peer) = await MeetAsync(
            kind, weListen,
            there => DescriptorPeer.Send(there, 12, 1, "file:one", "pipe:two", "socket:three", "pipe-in"),
            weSend: false);
        await using var here = end;
        await using var sender = peer;
        var arrived = await here.ReceiveAsync(new byte[64]);
        Assert.Equal(12, arrived.Count);
        Assert.Equal(sender.Id, arrived.Credentials?.ProcessId ?? sender.Id);
        using var descriptors = arrived.Descriptors!;
        Assert.Equal(4, descriptors.Count);
        Assert.Equal("one", Read(descriptors[0].TakeFile()));
        Assert.Equal("two", Read(descriptors[1].TakeFile()));
        Assert.Equal("three", Read(descriptors[2].TakeFile()));
        await using (var pipe = new AnonymousPipeClientStream(PipeDirection.Out, descriptors[3].TakePipe()))
        {
            await pipe.WriteAsync("word"u8.ToArray());
        }

        Assert.Contains("written 3 word\nend\n", await sender.EndAsync(0));
    }

    [Theory]
    [MemberData(nameof(AncillaryKinds.WithSides), MemberType = typeof(AncillaryKinds))]
    public async Task Descriptors_WhenAForeignReceiverGetsThem_ThenItUsesThem(string kind, bool weListen)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "content");
        using var file = File.OpenHandle(folder["file"]);
        using var pipe = new PipeEnds();
        var (end, peer) = await MeetAsync(
            kind, weListen, there => DescriptorPeer.Receive(there, messages: 1, credentials: true), weSend: true);
        await using var here = end;
        await using var receiver = peer;
        await here.SendAsync(Encoding.ASCII.GetBytes("five!"), file, pipe.WriteEnd);
        var own = MessageCredentials.OfThisProcess;
        Assert.EndsWith(
            $"""
            message 5 descriptors 2
            credentials {own.ProcessId} {own.UserId} {own.GroupId}
            descriptor 0 file read content
            descriptor 1 pipe closed

            """,
            await receiver.EndAsync(0));
        Assert.Equal("", await pipe.ReadToEndAsync().Soon());
    }

    [RootTheory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Credentials_WhenAForeignSenderClaimsThem_ThenAreTold(string kind)
    {
        var (end, peer) = await MeetAsync(
            kind, weListen: true, there => DescriptorPeer.SendCredentials(there, "I", user: 65534), weSend: false);
        await using var here = end;
        await using var sender = peer;
        var arrived = await here.ReceiveAsync(new byte[8]);
        Assert.Equal(new MessageCredentials(sender.Id, 65534, 65534), arrived.Credentials);
        await sender.EndAsync(0);
    }

    [RootTheory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Credentials_WhenWeClaimThem_ThenAForeignReceiverSeesThem(string kind)
    {
        var (end, peer) = await MeetAsync(
            kind, weListen: false, there => DescriptorPeer.Receive(there, messages: 1, credentials: true),
            weSend: true);
        await using var here = end;
        await using var receiver = peer;
        await here.SendAsync([1], new AncillaryData { Credentials = new MessageCredentials(1, 1234, 5678) });
        Assert.Contains("credentials 1 1234 5678\n", await receiver.EndAsync(0));
    }

    /// <summary>Starts a foreign peer and meets it at a path.</summary>
    private async Task<(AncillaryEnd End, Child Peer)> MeetAsync(
        string kind, bool weListen, Func<PeerEnd, string[]> script, bool weSend)
    {
        // An abstract name: nobody has to remove it, and the peer may be another user's.
        var name = $"@soquete-{Guid.NewGuid():N}";
        if (!weListen)
        {
            var listener = Child.Start(DescriptorPeer.Program, script(PeerEnd.Listen(kind, name)));
            await listener.LineAsync("ready");
            var end = await AncillaryEnd.ConnectAsync(kind, name, _engine);
            if (kind == "dgram" && !weSend)
            {
                // So it learns whom to send to.
                await end.SendAsync([], []);
            }

            return (end, listener);
        }

        var (bound, accepted) = await AncillaryEnd.ListenAsync(kind, name, _engine);
        var connector = Child.Start(DescriptorPeer.Program, script(PeerEnd.Connect(kind, name)));
        var here = await accepted.Soon();
        if (weSend)
        {
            await here.FindPeerAsync();
        }

        if (kind != "dgram")
        {
            await bound.DisposeAsync();
        }

        return (here, connector);
    }

    private static string Read(SafeFileHandle handle)
    {
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var bytes = new byte[64];
        return Encoding.UTF8.GetString(bytes, 0, stream.Read(bytes));
    }
}
