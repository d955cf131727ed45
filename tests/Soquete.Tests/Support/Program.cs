using System.Globalization;
using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Tests.Support;

/// <summary>
/// This assembly as a program: what a test needs in a process of its own. It tells what happens line by line.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["listen", var address]:
                    await ListenAsync(Address.Parse(address));
                    return 0;
                case ["listen-messages", var address]:
                    await Messages.MessagePart.ListenAsync(Address.Parse(address), Say);
                    return 0;
                case ["bench-forever", var address]:
                    await Benchmarking.BenchPart.RunAsync(Address.Parse(address), Say);
                    return 0;
                case ["connect", var address]:
                    await ConnectAsync(Address.Parse(address));
                    return 0;
                case ["inherited"]:
                    Say(string.Join(' ', InheritedDescriptors.Read().Select(found => $"{found.Number}={found.Name}")));
                    return 0;
                case ["calls"]:
                    Interop.TracedCalls.Make(Say);
                    return 0;
                case ["open", "listen" or "connect", var address]:
                    await Planning.OpenedAddress.OpenAsync(Address.Parse(address), arguments[1], Say);
                    return 0;
                case ["ring", .. var rest]:
                    await Engines.IoUring.RingPart.RunAsync(rest, Say);
                    return 0;
                case ["sockets", .. var rest]:
                    await SocketTables.SocketPart.RunAsync(rest, Say);
                    return 0;
                case ["map", var process]:
                    Mapping.MapPart.Run(int.Parse(process, CultureInfo.InvariantCulture), Say);
                    return 0;
                case ["raw-open", var address]:
                    await using (await Soquete.Raw.RawSocket.BindAsync(Address.Parse(address)))
                    {
                        Say("opened");
                        return 0;
                    }

                default:
                    Say($"unknown part: {string.Join(' ', arguments)}");
                    return 2;
            }
        }
        catch (Exception e) when (e is SoqueteException or AddressFormatException)
        {
            Say($"failed {(e as SoqueteException)?.ErrorName} {e.Message}");
            return 1;
        }
    }

    /// <summary>Listens until standard input ends, and echoes to each peer.</summary>
    private static async Task ListenAsync(Address address)
    {
        // Before peers come, who may take every descriptor.
        var input = Console.In;
        await using var listener = await StreamListener.ListenAsync(address);
        listener.PeerRefused += refused => Say($"refused {refused.Reason}; {refused.Credentials}");
        listener.AcceptPaused += pause => Say($"paused {pause.ErrorName}");
        Say($"listening {listener.Address}");
        var serving = ServeAsync(listener);
        _ = serving.ContinueWith(
            failed => Say($"broken {failed.Exception!.InnerException}"),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        while (await input.ReadLineAsync() is { } line)
        {
            // A line is a directory to change to.
            Environment.CurrentDirectory = line;
            Say($"in {line}");
        }

        await listener.DisposeAsync();
        await serving;
        Say("closed");
    }

    private static async Task ServeAsync(StreamListener listener)
    {
        await foreach (var peer in listener.AcceptAllAsync())
        {
            var groups = string.Join(' ', peer.PeerCredentials?.SupplementaryGroups ?? []);
            Say($"accepted {peer.PeerCredentials} groups {groups}");
            _ = EchoAsync(peer);
        }
    }

    private static async Task EchoAsync(StreamConnection peer)
    {
        await using var closed = peer;
        try
        {
            await peer.EchoAsync();
        }
        catch (PeerBrokeOffException e)
        {
            Say($"broke {e.Message}");
        }
    }

    /// <summary>Sends standard input, and says what comes back and who sent it.</summary>
    private static async Task ConnectAsync(Address address)
    {
        await using var connection = await StreamConnection.ConnectAsync(address);
        Say($"connected {connection.Association}; {connection.PeerCredentials}");
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(connection.AsStream());
        await connection.CompleteOutputAsync();
        Say($"received {await connection.ReceiveToEndAsync()}");
        Say(string.Create(CultureInfo.InvariantCulture, $"bytes {connection.BytesSent} {connection.BytesReceived}"));
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
