using System.Net;
using System.Net.Sockets;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>
/// The threads that the runtime starts once, when they are first needed, and keeps. A thread is born in the namespace
/// of the thread that starts it, and these start workers of the pool: so they are started before any is entered.
/// </summary>
internal static class RuntimeThreads
{
    private static readonly Lazy<Task> Starting = new(StartAsync);

    public static Task StartedAsync() => Starting.Value;

    private static async Task StartAsync()
    {
        // The timers' thread.
        await Task.Delay(1);
        // The sockets' thread.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var receiving = socket.ReceiveAsync(new byte[1]);
        socket.SendTo([1], socket.LocalEndPoint!);
        await receiving.WaitAsync(Limits.Event);
    }
}
