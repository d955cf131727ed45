using System.Globalization;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>What tests of engines need in a process of its own.</summary>
internal static class RingPart
{
    public static async Task RunAsync(string[] arguments, Action<string> say)
    {
        switch (arguments)
        {
            case ["default"]:
                say($"engine {Engine.Default}");
                break;
            case ["start", var kind]:
                await StartAsync(Enum.Parse<EngineKind>(kind), say);
                break;
            case ["backlog", var address]:
                await ListenAsync(Address.Parse(address), say);
                break;
            case ["crowd", var count, var address]:
                await CrowdAsync(int.Parse(count, CultureInfo.InvariantCulture), Address.Parse(address), say);
                break;
            case ["peer", var state, var address]:
                await PeerAsync(state, Address.Parse(address), say);
                break;
            default:
                say($"unknown: {string.Join(' ', arguments)}");
                break;
        }
    }

    private static async Task StartAsync(EngineKind kind, Action<string> say)
    {
        // The console opens a pipe with its first line.
        say("starting");
        var before = OpenDescriptors.Count();
        var engine = Engine.Start(new EngineOptions { Kind = kind, Threads = 2 });
        say($"engine {engine.Name}");
        say($"reason {engine.FallbackReason}");
        await engine.DisposeAsync();
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() == before);
        say("nothing left");
    }

    /// <summary>Listens and accepts nobody, until it is killed.</summary>
    private static async Task ListenAsync(Address address, Action<string> say)
    {
        await using var listener = await StreamListener.ListenAsync(address);
        say($"listening {listener.Address}");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Connects so often, and stays until it is killed.</summary>
    private static async Task CrowdAsync(int count, Address address, Action<string> say)
    {
        var crowd = new List<StreamConnection>();
        while (crowd.Count < count)
        {
            crowd.Add(await StreamConnection.ConnectAsync(address));
        }

        say("there");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>A peer that says when it is in a state, and stays there until it is killed.</summary>
    private static async Task PeerAsync(string state, Address address, Action<string> say)
    {
        await using var connection = await StreamConnection.ConnectAsync(address);
        var bytes = new byte[64 * 1024];
        await connection.SendAsync(bytes.AsMemory(0, 1));
        switch (state)
        {
            case "silent":
                say("there");
                break;
            case "half-closed":
                await connection.CompleteOutputAsync();
                say("there");
                break;
            case "receiving":
                await connection.ReceiveAsync(bytes);
                say("there");
                while (await connection.ReceiveAsync(bytes) > 0)
                {
                }

                break;
            case "sending":
                say("there");
                while (true)
                {
                    await connection.SendAsync(bytes);
                }
        }

        await Task.Delay(Timeout.Infinite);
    }
}
