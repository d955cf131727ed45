using System.Collections.Concurrent;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

[Collection(nameof(CallHookTests))]
[CollectionDefinition(nameof(CallHookTests), DisableParallelization = true)]
public class CallHookTests
{
    [Fact]
    public void Report_WhenSeveralObserve_ThenEachIsToldOnceInOrder()
    {
        var told = new List<string>();
        using var first = CallHook.Subscribe(record => told.Add($"first {record.Name} {record.Result}"));
        using var second = CallHook.Subscribe(record => told.Add($"second {record.Name} {record.Error}"));
        CallHook.Report("bind", "3", -1, Errno.EACCES, CallHook.Now());
        Assert.Equal(["first bind -1", "second bind EACCES"], told);
    }

    [Fact]
    public void Subscribe_WhenAllAreDisposed_ThenNobodyIsTold()
    {
        var told = 0;
        var first = CallHook.Subscribe(_ => told++);
        var second = CallHook.Subscribe(_ => told++);
        first.Dispose();
        first.Dispose();
        Assert.True(CallHook.IsEnabled);
        CallHook.Report("listen", "3, 1", 0, Errno.None, 0);
        second.Dispose();
        CallHook.Report("listen", "3, 1", 0, Errno.None, 0);
        Assert.Equal(1, told);
        Assert.False(CallHook.IsEnabled);
    }

    [Fact]
    public void Report_WhenItIsTimed_ThenTheTimeIsThatOfTheCall()
    {
        var before = DateTimeOffset.UtcNow;
        CallRecord seen = default;
        using var subscription = CallHook.Subscribe(record => seen = record);
        CallHook.Report("connect", "", 0, Errno.None, CallHook.Now());
        Assert.InRange(seen.Time + seen.Duration, before, DateTimeOffset.UtcNow);
        Assert.True(seen.Duration >= TimeSpan.Zero);
    }

    [Fact]
    public async Task Subscribe_WhenManyComeAndGo_ThenOneThatStaysMissesNothing()
    {
        const int Threads = 8;
        const int Calls = 2_000;
        var seen = new ConcurrentQueue<CallRecord>();
        using (CallHook.Subscribe(seen.Enqueue))
        {
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < Calls; i++)
                {
                    using var passing = CallHook.Subscribe(_ => { });
                    CallHook.Report("concurrent", $"{thread}, {i}", i, Errno.None, 0);
                }
            })));
        }

        var ours = seen.Where(record => record.Name == "concurrent").ToArray();
        Assert.Equal(Threads * Calls, ours.Length);
        Assert.Equal(ours.Length, ours.Select(record => record.Sequence).Distinct().Count());
        Assert.Equal(ours.Length, ours.Select(record => record.Arguments).Distinct().Count());
    }

    [Fact]
    public void SetOption_WhenNobodyObserves_ThenNothingIsAllocated()
    {
        Assert.False(CallHook.IsEnabled);
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Inet, SocketKind.Stream, Protocol.Tcp, out var socket));
        using var opened = socket;
        NativeSocket.SetOption(socket, SocketOption.TcpNoDelay, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            NativeSocket.SetOption(socket, SocketOption.TcpNoDelay, 1);
        }

        // Less than an object each; the runtime itself may have one of its own meanwhile.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1_000);
    }
}
