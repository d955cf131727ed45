using System.Net;
using System.Text.RegularExpressions;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>The notation against strace(1) itself, which watches Python make the same calls.</summary>
public partial class StraceTests
{
    private const string Program = """
        import socket as s, struct, sys
        folder = sys.argv[1]
        def tried(call, *arguments):
            try: call(*arguments)
            except OSError: pass
        a = s.socket(s.AF_INET, s.SOCK_STREAM, 6)
        b = s.socket(s.AF_INET6, s.SOCK_STREAM | s.SOCK_NONBLOCK, 0)
        c = s.socket(s.AF_UNIX, s.SOCK_STREAM, 0)
        for level, name, value in (1, 2, 1), (1, 7, 65536), (6, 1, 1), (6, 4, 9), (0, 1, 16), (6, 18, 1000), (1, 9, 0):
            a.setsockopt(level, name, value)
        a.setsockopt(1, 13, struct.pack('ii', 1, 5))
        a.setsockopt(6, 13, b'cubic')
        b.setsockopt(41, 26, 1)
        b.setsockopt(41, 67, 32)
        a.getsockopt(1, 4)
        a.getsockopt(1, 39)
        tried(a.connect, ('127.0.0.1', 1))
        tried(b.bind, ('2001:db8::1', 80))
        tried(b.bind, ('fe80::dead', 80, 0, 1))
        c.bind(folder + '/a"\n\x01é1')
        c.listen(5)
        d = s.socket(s.AF_UNIX, s.SOCK_STREAM, 0)
        tried(d.connect, b'\0nonesuch\x011\0')
        d.connect(folder + '/a"\n\x01é1')
        d.shutdown(s.SHUT_RD)
        d.shutdown(s.SHUT_WR)
        d.shutdown(s.SHUT_RDWR)
        tried(a.shutdown, s.SHUT_WR)
        """;

    [Fact]
    public async Task Calls_WhenStraceWatchesPythonMakeTheSame_ThenTheLinesAreTheSame()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("calls.py"), Program);
        var (status, _, error) = await Peer.RunAsync(
            "strace", "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", folder.File("log"),
            "python3", "-I", folder.File("calls.py"), folder.Path);
        Assert.True(status == 0, error);
        var expected = File.ReadLines(folder.File("log")).Select(Comparable)
            .Where(line => !line.StartsWith("getsockname", StringComparison.Ordinal)
                && !line.StartsWith("getpeername", StringComparison.Ordinal))
            .ToList();
        File.Delete(folder.File("a\"\n\u0001é1"));
        var made = expected.SkipWhile(line => !line.Contains("IPPROTO_TCP", StringComparison.Ordinal));
        Assert.Equal(made, Lines(folder.Path));
    }

    private static List<string> Lines(string folder)
    {
        var lines = new List<string>();
        var thread = Environment.CurrentManagedThreadId;
        using var subscription = CallHook.Subscribe(record =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                lines.Add(Comparable(CallNotation.Line(record.Name, record.Arguments, record.Result, record.Error)));
            }
        });
        MakeCalls(folder);
        return lines;
    }

    private static void MakeCalls(string folder)
    {
        NativeSocket.Open(Domain.Inet, SocketKind.Stream, Protocol.Tcp, out var a);
        NativeSocket.Open(Domain.Inet6, SocketKind.Stream | SocketKind.NonBlocking, Protocol.Default, out var b);
        NativeSocket.Open(Domain.Unix, SocketKind.Stream, Protocol.Default, out var c);
        NativeSocket.SetOption(a, SocketOption.SoReuseAddr, 1);
        NativeSocket.SetOption(a, SocketOption.SoSndBuf, 65536);
        NativeSocket.SetOption(a, SocketOption.TcpNoDelay, 1);
        NativeSocket.SetOption(a, SocketOption.TcpKeepIdle, 9);
        NativeSocket.SetOption(a, SocketOption.IpTos, 16);
        NativeSocket.SetOption(a, SocketOption.TcpUserTimeout, 1000);
        NativeSocket.SetOption(a, SocketOption.SoKeepAlive, 0);
        NativeSocket.SetLinger(a, on: true, 5);
        NativeSocket.SetOption(a, SocketOption.TcpCongestion, "cubic");
        NativeSocket.SetOption(b, SocketOption.Ipv6V6Only, 1);
        NativeSocket.SetOption(b, SocketOption.Ipv6TClass, 32);
        NativeSocket.GetOption(a, SocketOption.SoError, out _);
        NativeSocket.GetOption(a, SocketOption.SoDomain, out _);
        NativeSocket.Connect(a, SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, 1)));
        NativeSocket.Bind(b, SocketName.FromInternet(new IPEndPoint(IPAddress.Parse("2001:db8::1"), 80)));
        NativeSocket.Bind(b, SocketName.FromInternet(new IPEndPoint(IPAddress.Parse("fe80::dead%1"), 80)));
        var path = SocketName.FromPath(folder + "/a\"\n\u0001é1");
        NativeSocket.Bind(c, path);
        NativeSocket.Listen(c, 5);
        NativeSocket.Open(Domain.Unix, SocketKind.Stream, Protocol.Default, out var d);
        NativeSocket.Connect(d, SocketName.FromAbstract("nonesuch\u0001" + "1\0"));
        NativeSocket.Connect(d, path);
        NativeSocket.Shutdown(d, ShutdownHow.Read);
        NativeSocket.Shutdown(d, ShutdownHow.Write);
        NativeSocket.Shutdown(d, ShutdownHow.Both);
        NativeSocket.Shutdown(a, ShutdownHow.Write);
        Array.ForEach([a, b, c, d], socket => socket.Dispose());
    }

    // Without the process, strace's padding and the descriptors' numbers, which are not the same in two processes.
    private static string Comparable(string line)
    {
        line = Padding().Replace(ProcessNumber().Replace(line, ""), ") = ");
        line = FirstDescriptor().Replace(line, "$1FD");
        return line.StartsWith("socket(", StringComparison.Ordinal) ? Result().Replace(line, " = FD") : line;
    }

    [GeneratedRegex(@"^\d+ +")]
    private static partial Regex ProcessNumber();

    [GeneratedRegex(@"\) += ")]
    private static partial Regex Padding();

    [GeneratedRegex(@"^(\w+\()\d+")]
    private static partial Regex FirstDescriptor();

    [GeneratedRegex(@" = \d+$")]
    private static partial Regex Result();
}
