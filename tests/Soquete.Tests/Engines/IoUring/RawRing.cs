using System.Text;
using Soquete.Engines.IoUring;
using Soquete.Interop;
using Soquete.Tests.Interop;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>A ring with buffers and a pair of sockets, for one thread: tests of it await nothing.</summary>
internal sealed class RawRing : IDisposable
{
    private readonly SocketPair _sockets = new();
    private readonly Ring _ring;

    public RawRing(int count, int size, bool mayBeIncremental)
    {
        Assert.Equal(Errno.None, Ring.Create(8, 16, out var ring));
        _ring = ring!;
        Assert.Equal(Errno.None, BufferRing.Register(_ring, count, size, mayBeIncremental, out var buffers));
        Buffers = buffers!;
    }

    public BufferRing Buffers { get; }

    /// <summary>Sends a text, and receives it into a buffer.</summary>
    public BufferPart Pass(string text)
    {
        var completion = TryPass(text);
        Assert.Equal((Errno.None, true), (completion.Error, completion.HasBuffer));
        return Buffers.Take(completion);
    }

    /// <summary>Sends a text, and has the kernel receive it; what it could not receive is dropped.</summary>
    public RingCompletion TryPass(string text)
    {
        Assert.Equal(Errno.None, NativeSocket.TrySend(_sockets.First, Encoding.UTF8.GetBytes(text), out var sent));
        Assert.Equal(text.Length, sent);
        var completion = Receive();
        if (completion.Error != Errno.None)
        {
            Assert.Equal(Errno.None, NativeSocket.TryReceive(_sockets.Second, new byte[text.Length], out _));
        }

        return completion;
    }

    /// <summary>Ends the ring, as its thread does; parts may still be held.</summary>
    public void End()
    {
        _ring.Dispose();
        Buffers.Retire();
    }

    public void Dispose() => _sockets.Dispose();

    private RingCompletion Receive()
    {
        ref var submission = ref _ring.Prepare();
        submission.Code = RingOperationCode.Receive;
        submission.Descriptor = (int)_sockets.Second.DangerousGetHandle();
        submission.Flags = RingSubmissionFlags.BufferSelect;
        submission.BufferGroup = BufferRing.Group;
        submission.UserData = 7;
        Assert.Equal(Errno.None, _ring.SubmitAndWait(1));
        Assert.True(_ring.TryTake(out var completion));
        Assert.Equal(7UL, completion.UserData);
        return completion;
    }
}
