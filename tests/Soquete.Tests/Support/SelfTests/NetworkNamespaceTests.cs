using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Support.SelfTests;

public class NetworkNamespaceTests
{
    [RootFact]
    public async Task Namespace_WhenDisposed_ThenIsGone()
    {
        string name;
        await using (var inside = await NetworkNamespace.CreateAsync())
        {
            name = inside.Name;
            Assert.Contains(name, await IpCommand.RunAsync("netns", "list"), StringComparison.Ordinal);
            Assert.Contains(name, LeftOverNamespaces.Of(Environment.ProcessId));
        }

        Assert.DoesNotContain(name, await IpCommand.RunAsync("netns", "list"), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Namespaces_WhenMakingTheSecondFails_ThenTheFirstIsGone()
    {
        var name = "";
        await Assert.ThrowsAsync<InvalidOperationException>(() => NamespaceSet.MakeAsync<int>(async set =>
        {
            name = (await set.AddAsync()).Name;
            throw new InvalidOperationException();
        }));
        Assert.NotEmpty(name);
        Assert.DoesNotContain(name, await IpCommand.RunAsync("netns", "list"), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task LeftOvers_WhenTheirProcessIsDead_ThenAreRemoved()
    {
        using var dead = Process.Start("true");
        await dead.WaitForExitAsync().Soon();
        var left = LeftOverNamespaces.NameOf(dead.Id, 1);
        var alive = LeftOverNamespaces.NameOf(1, Environment.ProcessId);
        await IpCommand.RunAsync("netns", "add", left);
        await IpCommand.RunAsync("netns", "add", alive);
        try
        {
            await LeftOverNamespaces.RemoveAsync();
            var list = await IpCommand.RunAsync("netns", "list");
            Assert.DoesNotContain(left, list, StringComparison.Ordinal);
            Assert.Contains(alive, list, StringComparison.Ordinal);
        }
        finally
        {
            await IpCommand.RunAsync("netns", "delete", alive);
        }
    }

    [RootFact]
    public async Task Child_WhenStartedInside_ThenIsThere()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var child = inside.StartScript("readlink /proc/self/ns/net; ip -o link show up");
        var output = await child.EndAsync(0);
        Assert.Equal(inside.Run(ThreadsInside.NamespaceOfThisThread), output.Split('\n')[0]);
        Assert.Contains(": lo:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void LibraryThread_WhenItMayEnterNamespaces_ThenHasTheNameThatIsLetBe()
    {
        var name = "";
        Soquete.SocketTables.NamespaceThread.Start(() => name = File.ReadAllText("/proc/thread-self/comm")).End();
        Assert.Equal(ThreadsInside.LibraryName, name.TrimEnd('\n'));
    }

    [RootFact]
    public async Task Run_WhenItReturns_ThenTheSocketIsInsideAndTheCallerIsNot()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var other = await NetworkNamespace.CreateAsync();
        var outside = ThreadsInside.NamespaceOfThisThread();
        using var first = inside.Run(BindLoopback);
        // Each namespace has its own ports.
        using var second = other.Run(() => BindLoopback(((IPEndPoint)first.LocalEndPoint!).Port));
        Assert.Equal(first.LocalEndPoint, second.LocalEndPoint);
        Assert.Equal(outside, ThreadsInside.NamespaceOfThisThread());
        Assert.NotEqual(outside, inside.Run(ThreadsInside.NamespaceOfThisThread));

        using var sender = inside.Run(BindLoopback);
        sender.SendTo([7], first.LocalEndPoint!);
        var buffer = new byte[2];
        Assert.Equal(1, await first.ReceiveAsync(buffer).Soon());
        Assert.Equal(7, buffer[0]);
        Assert.Equal(0, second.Available);
    }

    [RootFact]
    public async Task Run_WhenTheFunctionThrows_ThenThrowsThat()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        Assert.Equal("mine", Assert.Throws<FormatException>(
            () => inside.Run(() => throw new FormatException("mine"))).Message);
        Assert.Equal("mine", (await Assert.ThrowsAsync<FormatException>(() => inside.RunAsync(async () =>
        {
            await Task.Yield();
            throw new FormatException("mine");
        }).Soon())).Message);
    }

    [RootFact]
    public async Task Run_WhenAThreadIsBornInside_ThenThrows()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var over = new ManualResetEventSlim();
        var thrown = Assert.Throws<InvalidOperationException>(
            () => inside.Run(() => new Thread(over.Wait) { Name = "a stray" }.Start()));
        over.Set();
        Assert.Contains("a stray", thrown.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task RunAsync_WhenItAwaits_ThenGoesOnInside()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        var here = inside.Run(ThreadsInside.NamespaceOfThisThread);
        var seen = await inside.RunAsync(async () =>
        {
            using var socket = BindLoopback();
            var receiving = socket.ReceiveAsync(new byte[1]);
            socket.SendTo([1], socket.LocalEndPoint!);
            var before = ThreadsInside.NamespaceOfThisThread();
            await receiving;
            var after = ThreadsInside.NamespaceOfThisThread();
            await Task.Delay(1).ConfigureAwait(false);
            return (before, after, outside: ThreadsInside.NamespaceOfThisThread());
        }).Soon();
        Assert.Equal((here, here, ThreadsInside.NamespaceOfThisThread()), seen);
    }

    private static Socket BindLoopback() => BindLoopback(0);

    private static Socket BindLoopback(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
