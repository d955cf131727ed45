using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

/// <summary>A listener whose process has no descriptor left.</summary>
public class ExhaustionTests
{
    private const int Limit = 150;

    /// <summary>accept4(2), on x64.</summary>
    private const int Accept = 288;

    [Theory]
    [InlineData("portable", "tcp4:0")]
    [InlineData("portable", "tcp:0")]
    [InlineData("portable", "unix:@")]
    [InlineData("io_uring", "tcp4:0")]
    [InlineData("io_uring", "tcp:0")]
    [InlineData("io_uring", "unix:@")]
    public async Task Accept_WhenDescriptorsRunOut_ThenWaitsWithoutSpinningAndRecovers(string engine, string address)
    {
        var text = address.EndsWith('@') ? $"{address}soquete-{Guid.NewGuid():N}" : address;
        await using var child = Child.Start(
            "prlimit", $"--nofile={Limit}", "env", $"SOQUETE_ENGINE={engine}", Child.ThisAssembly, "listen", text);
        var target = Address.Parse((await child.LineAsync("listening"))["listening ".Length..]);
        await using var early = await StreamConnection.ConnectAsync(target).Soon();
        await AskAsync(early);
        var held = await HoldAsync(target, Limit);
        await child.LineAsync("paused EMFILE");

        // Each pause is announced once and lasts 100 ms; who spins uses a processor's whole time between ten of them.
        var before = CpuTime(child.Id);
        await child.LineAsync("paused EMFILE", skip: 10);
        var used = CpuTime(child.Id) - before;
        Assert.True(used < StreamListener.ExhaustionPause * 5, $"{used} of processor time in ten pauses");
        await AskAsync(early);
        held.ForEach(socket => socket.Dispose());
        await using var late = await StreamConnection.ConnectAsync(target).Soon();
        await AskAsync(late);
        child.Input.Close();
        Assert.DoesNotContain("broken", await child.EndAsync(0));
    }

    [Fact]
    public async Task Accept_WhenTheSystemHasNoDescriptorLeft_ThenPausesAndSaysSo()
    {
        var name = $"unix:@soquete-{Guid.NewGuid():N}";
        await using var child = await SystemCallFilter.StartAsync(Accept, Errno.ENFILE, "listen", name);
        await child.LineAsync("listening");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse(name)).Soon();
        await child.LineAsync("paused ENFILE", skip: 2);
        child.Input.Close();
        Assert.DoesNotContain("broken", await child.EndAsync(0));
    }

    private static async Task<List<Socket>> HoldAsync(Address target, int count)
    {
        var sockets = new List<Socket>();
        while (sockets.Count < count)
        {
            var end = EndOf(target, sockets.Count);
            var protocol = end is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
            var socket = new Socket(end.AddressFamily, SocketType.Stream, protocol);
            sockets.Add(socket);
            await socket.ConnectAsync(end).Soon();
        }

        return sockets;
    }

    /// <summary>An end of what listens; where there are two, one and the other in turn.</summary>
    private static EndPoint EndOf(Address target, int number)
    {
        if (target is UnixAddress)
        {
            return new UnixDomainSocketEndPoint(target.ToString().Replace("unix:@", "\0", StringComparison.Ordinal));
        }

        var isSecond = target.Scheme == "tcp" && number % 2 == 1;
        return new IPEndPoint(
            isSecond ? IPAddress.IPv6Loopback : IPAddress.Loopback, ((TcpAddress)target).Port.Number);
    }

    private static async Task AskAsync(StreamConnection client)
    {
        await client.SendTextAsync("there?");
        Assert.Equal("there?", await client.ReceiveTextAsync(6));
    }

    private static TimeSpan CpuTime(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
