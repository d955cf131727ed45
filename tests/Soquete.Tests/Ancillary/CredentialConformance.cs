using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Who sends, as the kernel has it and as a sender may claim.</summary>
public abstract class CredentialConformance
{
    private readonly Engine _engine;

    private protected CredentialConformance(Engine engine) => _engine = engine;

    [Theory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Credentials_WhenTheyAreOnesOwn_ThenPass(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var pipe = new PipeEnds();
        var own = MessageCredentials.OfThisProcess;
        var receiving = pair.Receiver.ReceiveAsync(new byte[8]);
        await pair.Sender.SendAsync([1], new AncillaryData { Credentials = own, Descriptors = [pipe.WriteEnd] });
        var arrived = await receiving;
        Assert.Equal(own, arrived.Credentials);
        Assert.Equal($"pid {Environment.ProcessId} uid {own.UserId} gid {own.GroupId}", own.ToString());
        Assert.Single(arrived.Descriptors!).TakePipe().Dispose();
    }

    [RootTheory]
    [MemberData(nameof(AncillaryKinds.All), MemberType = typeof(AncillaryKinds))]
    public async Task Credentials_WhenRootClaimsOthers_ThenThoseAreTold(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        var claimed = new MessageCredentials(1, 1234, 5678);
        await pair.Sender.SendAsync([1], new AncillaryData { Credentials = claimed });
        Assert.Equal(claimed, (await pair.Receiver.ReceiveAsync(new byte[1])).Credentials);
    }

    [RootTheory]
    [InlineData("stream", "sendmsg")]
    [InlineData("dgram", null)]
    [InlineData("seqpacket", "sendmsg")]
    public async Task Credentials_WhenNobodyClaimsRoots_ThenIsNotPermitted(string kind, string? call)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        var root = new AncillaryData { Credentials = new MessageCredentials(Environment.ProcessId, 0, 0) };
        var sending = ThreadOfUser.Run(65534, () => pair.Sender.SendAsync([1], root));
        var e = await Assert.ThrowsAsync<SoqueteException>(() => sending);
        Assert.Equal((FailureKind.NotPermitted, "EPERM"), (e.Kind, e.ErrorName));
        if (call is not null)
        {
            Assert.Equal(call, e.Call);
            Assert.Contains("CAP_SETUID", e.Remedy);
        }

        var own = new MessageCredentials(Environment.ProcessId, 65534, 65534);
        await ThreadOfUser.Run(65534, () => pair.Sender.SendAsync([2], new AncillaryData { Credentials = own }));
        Assert.Equal(own, (await pair.Receiver.ReceiveAsync(new byte[1])).Credentials);
    }
}
