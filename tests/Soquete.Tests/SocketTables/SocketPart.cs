using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Soquete.SocketTables;

namespace Soquete.Tests.SocketTables;

/// <summary>What a test does in a process of its own, such as one without authority.</summary>
internal static class SocketPart
{
    public static async Task RunAsync(string[] arguments, Action<string> say)
    {
        switch (arguments)
        {
            case ["read"]:
                var table = SocketTable.Read();
                var tcp = table.Sockets.Count(socket => socket.Family == SocketFamilies.Tcp);
                say(string.Create(CultureInfo.InvariantCulture, $"sockets tcp={tcp} of {table.Sockets.Count}"));
                foreach (var gap in table.Gaps)
                {
                    say($"gap {gap.What}: {gap.Reason}");
                }

                break;
            case ["close"]:
                var options = new SocketTableOptions { Families = SocketFamilies.Tcp, AllNamespaces = false };
                var connection = SocketTable.Read(options).Sockets.First(socket => !socket.IsListening);
                say($"closed {SocketDestroyer.Close(connection)}");
                break;
            case ["closings"]:
                say($"heard {await HearsAsync()}");
                break;
            default:
                say($"unknown part: {string.Join(' ', arguments)}");
                break;
        }

        say("over");
    }

    private static async Task<bool> HearsAsync()
    {
        using var closings = SocketClosings.Open();
        await using var heard = closings.ReadAsync().GetAsyncEnumerator();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Dispose();
        return await heard.MoveNextAsync();
    }
}
