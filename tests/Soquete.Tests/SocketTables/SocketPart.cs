using System.Globalization;
using Soquete.SocketTables;

namespace Soquete.Tests.SocketTables;

/// <summary>What a test does in a process of its own, such as one without authority.</summary>
internal static class SocketPart
{
    public static void Run(string[] arguments, Action<string> say)
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
                SocketClosings.Open().Dispose();
                say("opened");
                break;
            default:
                say($"unknown part: {string.Join(' ', arguments)}");
                break;
        }

        say("over");
    }
}
