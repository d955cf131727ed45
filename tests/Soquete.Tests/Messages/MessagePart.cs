using Soquete.Addresses;
using Soquete.Messages;

namespace Soquete.Tests.Messages;

/// <summary>A listener in a process of its own. It sends messages back, and takes no descriptor that comes.</summary>
internal static class MessagePart
{
    /// <summary>
    /// Listens until standard input ends; a line of it is answered with how many descriptors are open.
    /// </summary>
    public static async Task ListenAsync(Address address, Action<string> say)
    {
        // Before peers come, who may take every descriptor.
        var input = Console.In;
        await using var listener = await MessageListener.ListenAsync(address);
        listener.AcceptPaused += pause => say($"paused {pause.ErrorName}");
        say($"listening {listener.Address}");
        var serving = ServeAsync(listener, say);
        while (await input.ReadLineAsync() is not null)
        {
            say($"open {Directory.GetFileSystemEntries("/proc/self/fd").Length}");
        }

        await listener.DisposeAsync();
        await serving;
        say("closed");
    }

    private static async Task ServeAsync(MessageListener listener, Action<string> say)
    {
        await foreach (var peer in listener.AcceptAllAsync())
        {
            _ = EchoAsync(peer, say);
        }
    }

    private static async Task EchoAsync(MessageConnection peer, Action<string> say)
    {
        await using var closed = peer;
        var buffer = new byte[1024];
        try
        {
            while (await peer.ReceiveAsync(buffer) is { IsEnd: false } message)
            {
                if (message.AreDescriptorsMissing || message.Descriptors is not null)
                {
                    // Who floods others reads nothing, and may be gone.
                    say($"message {message.Length} missing {message.AreDescriptorsMissing}");
                    continue;
                }

                await peer.SendAsync(buffer.AsMemory(0, message.Count));
            }

            say("end");
        }
        catch (PeerBrokeOffException e)
        {
            say($"broke {e.ErrorName}");
        }
        catch (Exception e)
        {
            say($"failed: {e}");
            throw;
        }
    }
}
