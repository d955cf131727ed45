using System.Diagnostics;
using System.Globalization;
using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Messages;

/// <summary>A listener whose process has no descriptor left: its peers hold them all, or pass too many.</summary>
public class MessageExhaustionTests
{
    private const int Limit = 150;

    /// <summary>What the runtime opens and closes for itself; a message has 253.</summary>
    private const int Few = 10;

    private readonly string _name = $"@soquete-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("portable")]
    [InlineData("io_uring")]
    public async Task Accept_WhenDescriptorsRunOut_ThenWaitsWithoutSpinningAndRecovers(string engine)
    {
        await using var child = await StartAsync(engine);
        await AskAsync(child);
        var held = new List<MessageConnection>();
        while (held.Count < Limit)
        {
            held.Add(await ConnectAsync());
        }

        await child.LineAsync("paused EMFILE");

        // Each pause is announced once and lasts 100 ms; who spins uses a processor's whole time between ten of them.
        var before = CpuTime(child.Id);
        await child.LineAsync("paused EMFILE", skip: 10);
        var used = CpuTime(child.Id) - before;
        Assert.True(used < MessageListener.ExhaustionPause * 5, $"{used} of processor time in ten pauses");
        await Task.WhenAll(held.Select(connection => connection.DisposeAsync().AsTask())).Soon();
        await AskAsync(child);
        child.Input.Close();
        await child.EndAsync(0);
    }

    [Theory]
    [InlineData("portable")]
    [InlineData("io_uring")]
    public async Task Receive_WhenAPeerPassesMoreThanTheProcessCanHave_ThenTheMessageIsToldAndNothingIsLeft(
        string engine)
    {
        const int Messages = 50;
        await using var child = await StartAsync(engine);
        await AskAsync(child);
        await child.LineAsync("end");
        var before = await OpenAsync(child, 0);
        await using var sender = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.Flood(PeerEnd.Connect("seqpacket", _name), Messages));
        await sender.EndAsync(0);
        await child.LineAsync("message 1 missing True", skip: Messages - 1);
        await child.LineAsync("end", skip: 1);
        // The listener may be in a pause, with its reserve given back.
        var asked = 1;
        await Eventually.HoldsAsync(async () => Math.Abs(await OpenAsync(child, asked++) - before) <= Few);
        await AskAsync(child);
        child.Input.Close();
        Assert.DoesNotContain("missing False", await child.EndAsync(0));
    }

    private static async Task<int> OpenAsync(Child child, int earlier)
    {
        await child.Input.WriteLineAsync();
        await child.Input.FlushAsync();
        var line = await child.LineAsync("open ", skip: earlier);
        return int.Parse(line["open ".Length..], CultureInfo.InvariantCulture);
    }

    private static TimeSpan CpuTime(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    private async Task<Child> StartAsync(string engine)
    {
        var child = Child.Start(
            "prlimit", $"--nofile={Limit}", "env", $"SOQUETE_ENGINE={engine}", Child.ThisAssembly, "listen-messages",
            $"unix-seqpacket:{_name}");
        await child.LineAsync("listening");
        return child;
    }

    private async Task<MessageConnection> ConnectAsync() =>
        await MessageConnection.ConnectAsync(Address.Parse($"unix-seqpacket:{_name}")).Soon();

    private async Task AskAsync(Child child)
    {
        await using var client = await ConnectAsync();
        try
        {
            await client.SendTextAsync("there?");
            Assert.Equal("there?", await client.ReceiveTextAsync());
        }
        catch (PeerBrokeOffException e)
        {
            Assert.Fail($"{e.Message}: {child.Output}");
        }
    }
}
