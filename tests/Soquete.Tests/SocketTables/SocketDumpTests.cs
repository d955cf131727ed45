using System.Net.Sockets;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.SocketTables;
using Soquete.Tests.Wire.Netlink;

namespace Soquete.Tests.SocketTables;

/// <summary>Answers that the kernel gives seldom or never: the test speaks in its place.</summary>
public sealed class SocketDumpTests : IDisposable
{
    private const uint FirstSequence = 1;

    private readonly SafeSocketHandle _kernel;
    private readonly NetlinkSocket _socket;

    public SocketDumpTests()
    {
        Assert.Equal(
            Errno.None, NativeSocket.OpenPair(Domain.Unix, SocketKind.SeqPacket, 0, out var near, out _kernel));
        _socket = new NetlinkSocket(near);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public async Task Run_WhenTheAnswerWasInterruptedOnce_ThenTheNextOneIsTaken()
    {
        await SayAsync(FirstSequence, "unix", "unix", "done");
        await SayAsync(FirstSequence + 1, "unix-calm", "done");
        Assert.Equal((Errno.None, 1), Run());
    }

    [Fact]
    public async Task Run_WhenTheAnswerIsInterruptedEachTime_ThenThatIsSaidAndTheLastOneIsKept()
    {
        for (var i = 0u; i < 10; i++)
        {
            await SayAsync(FirstSequence + i, [.. Enumerable.Repeat("unix", (int)i + 1), "done"]);
        }

        Assert.Equal((Errno.EINTR, 4), Run());
    }

    [Fact]
    public async Task Run_WhenAnErrorComes_ThenItIsTheResultAndWhatCameBeforeIsKept()
    {
        await SayAsync(FirstSequence, "unix-calm", "error");
        Assert.Equal((Errno.ENOENT, 1), Run());
    }

    [Fact]
    public async Task Run_WhenTheAnswerIsToAnotherQuestion_ThenItIsLeftOut()
    {
        await SayAsync(FirstSequence + 7, "unix-calm", "done");
        await SayAsync(FirstSequence, "done");
        Assert.Equal((Errno.None, 0), Run());
    }

    [Fact]
    public void Run_WhenNothingComes_ThenItDoesNotWait() => Assert.Equal((Errno.EAGAIN, 0), Run());

    [Fact]
    public void Run_WhenAnAnswerIsCutOff_ThenThatIsSaid()
    {
        Assert.Equal(Errno.None, NativeSocket.TrySend(_kernel, new byte[15], out _));
        Assert.Equal((Errno.EBADMSG, 0), Run());
    }

    [Fact]
    public void Run_WhenCancelled_ThenItEnds()
    {
        var sequence = 0u;
        Assert.Throws<OperationCanceledException>(() => new UnixDump(1).Run(
            _socket, new byte[NetlinkSocket.ReceiveRoom], ref sequence, [], new CancellationToken(true)));
    }

    private (Errno Error, int Count) Run()
    {
        var sequence = FirstSequence - 1;
        var sockets = new List<SocketEntry>();
        var error = new UnixDump(1).Run(
            _socket, new byte[NetlinkSocket.ReceiveRoom], ref sequence, sockets, CancellationToken.None);
        Assert.All(sockets, socket => Assert.Equal(@"@ab\x00c", ((UnixSocketEntry)socket).Name));
        return (error, sockets.Count);
    }

    /// <summary>Says messages in one datagram.</summary>
    private async Task SayAsync(uint sequence, params string[] names)
    {
        const int FlagsOffset = 6;
        const int SequenceOffset = 8;
        var literals = await NetlinkLiterals.ReadAsync();
        var datagram = new List<byte>();
        foreach (var name in names)
        {
            var message = literals[name.Replace("-calm", "", StringComparison.Ordinal)];
            MemoryMarshal.Write(message.AsSpan(SequenceOffset), sequence);
            if (name.EndsWith("-calm", StringComparison.Ordinal))
            {
                MemoryMarshal.Write(message.AsSpan(FlagsOffset), (ushort)2);
            }

            datagram.AddRange(message);
            while (datagram.Count % 4 != 0)
            {
                datagram.Add(0);
            }
        }

        Assert.Equal(Errno.None, NativeSocket.TrySend(_kernel, datagram.ToArray(), out _));
    }
}
