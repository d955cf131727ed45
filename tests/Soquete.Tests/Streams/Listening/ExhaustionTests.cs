using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

/// <summary>A listener whose process has no descriptor left.</summary>
public class ExhaustionTests
{
    private const int Limit = 150;

    [Fact]
    public async Task Accept_WhenDescriptorsRunOut_ThenWaitsWithoutSpinningAndRecovers()
    {
        await using var child = Child.Start("prlimit", $"--nofile={Limit}", Child.ThisAssembly, "listen", "tcp4:0");
        var target = Address.Parse((await child.LineAsync("listening"))["listening ".Length..]);
        await AskAsync(target);
        var held = await HoldAsync(target, Limit);
        await child.LineAsync("paused EMFILE");

        // Each pause is announced once and lasts 100 ms; who spins uses a processor's whole time between ten of them.
        var before = CpuTime(child.Id);
        await child.LineAsync("paused EMFILE", skip: 10);
        var used = CpuTime(child.Id) - before;
        Assert.True(used < StreamListener.ExhaustionPause * 5, $"{used} of processor time in ten pauses");
        held.ForEach(socket => socket.Dispose());
        await AskAsync(target);
        child.Input.Close();
        await child.EndAsync(0);
    }

    private static async Task<List<Socket>> HoldAsync(Address target, int count)
    {
        var sockets = new List<Socket>();
        while (sockets.Count < count)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, ((TcpAddress)target).Port.Number).Soon();
            sockets.Add(socket);
        }

        return sockets;
    }

    private static async Task AskAsync(Address target)
    {
        await using var client = await StreamConnection.ConnectAsync(target).Soon();
        await client.SendTextAsync("there?");
        Assert.Equal("there?", await client.ReceiveTextAsync(6));
    }

    private static TimeSpan CpuTime(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
