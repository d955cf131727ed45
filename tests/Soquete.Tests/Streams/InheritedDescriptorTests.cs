using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

/// <summary>Descriptors that a child was started with, by Python as a service manager would.</summary>
public sealed class InheritedDescriptorTests : IDisposable
{
    /// <summary>
    /// Opens descriptors from 3 on, names them as sd_listen_fds(3) says, and becomes the test assembly.
    /// </summary>
    private const string Activate = """
        import os, socket, sys, tempfile
        fds = []
        def give(found):
            fds.append(os.dup(found) if isinstance(found, int) else os.dup(found.fileno()))
        def become(names, *arguments, pid=True):
            for number, fd in enumerate(fds):
                os.dup2(fd, 100 + number)
            for number in range(len(fds)):
                os.dup2(100 + number, 3 + number)
            os.closerange(3 + len(fds), 256)
            if names is not None:
                os.environ['LISTEN_FDS'] = str(len(fds))
                os.environ['LISTEN_FDNAMES'] = names
                os.environ['LISTEN_PID'] = str(os.getpid() if pid else 1)
            os.execv(os.environ['SELF'], [os.environ['SELF'], *arguments])

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fd:4")]
    [InlineData("fd:web")]
    public async Task Listen_WhenASocketThatListensIsInherited_ThenServesItsPeers(string address)
    {
        await using var child = Start($"""
            s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
            print('port', s.getsockname()[1], flush=True)
            give(os.open('/dev/null', os.O_RDONLY)); give(s)
            become('other:web', 'listen', '{address}')
            """);
        var port = (await child.LineAsync("port"))[5..];
        await child.LineAsync($"listening {address}");
        await using (var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{port}")).Soon())
        {
            await client.SendTextAsync("hello");
            Assert.Equal("hello", await client.ReceiveTextAsync(5));
        }

        child.Input.Close();
        await child.EndAsync(0);
    }

    [Fact]
    public async Task Listen_WhenTheInheritedSocketIsUnix_ThenItsPathIsNotRemoved()
    {
        await using var child = Start($"""
            s = socket.socket(socket.AF_UNIX); s.bind('{_folder["s"]}'); s.listen(); give(s)
            become(None, 'listen', 'fd:3')
            """);
        await child.LineAsync("listening fd:3");
        await using (var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{_folder["s"]}")).Soon())
        {
            await client.SendTextAsync("hello");
            Assert.Equal("hello", await client.ReceiveTextAsync(5));
        }

        child.Input.Close();
        await child.EndAsync(0);
        Assert.True(File.Exists(_folder["s"]));
    }

    [Fact]
    public async Task Listen_WhenAnotherProcessSharesTheSocket_ThenItGoesOnAfterThisOneClosed()
    {
        await using var child = Child.Start("python3", "-c", Activate + """
            import subprocess
            s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
            os.dup2(s.fileno(), 9)
            p = subprocess.Popen(
                [os.environ['SELF'], 'listen', 'fd:9'],
                pass_fds=[9], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            print(p.stdout.readline().decode().strip(), flush=True)
            p.stdin.close(); p.wait()
            c = socket.create_connection(s.getsockname())
            a, _ = s.accept(); a.sendall(b'still'); print(c.recv(5).decode(), flush=True)
            """);
        await child.LineAsync("listening fd:9");
        await child.LineAsync("still");
        await child.EndAsync(0);
    }

    [Fact]
    public async Task Connect_WhenAConnectedSocketIsInherited_ThenItIsAConnection()
    {
        await using var child = Start("""
            a, b = socket.socketpair(); give(a)
            if os.fork() == 0:
                a.close()
                data = b''
                while piece := b.recv(100): data += piece
                b.sendall(data.upper())
                os._exit(0)
            b.close()
            become(None, 'connect', 'fd:3')
            """);
        await child.Input.WriteAsync("question");
        child.Input.Close();
        var output = await child.EndAsync(0);
        Assert.Contains("connected unix (unnamed) <-> (unnamed); pid ", output);
        Assert.Contains("received QUESTION", output);
    }

    [Fact]
    public async Task Connect_WhenAPipeIsInherited_ThenItIsRead()
    {
        await using var child = Start("""
            r, w = os.pipe(); give(r); os.write(w, b'from the pipe'); os.close(w)
            become(None, 'connect', 'fd:3')
            """);
        child.Input.Close();
        Assert.Contains("received from the pipe", await child.EndAsync(0));
    }

    [Fact]
    public async Task Connect_WhenAFileIsInherited_ThenItIsWrittenWhereItStands()
    {
        await using var child = Start($"""
            f = os.open('{_folder["f"]}', os.O_WRONLY | os.O_CREAT); os.write(f, b'before '); give(f)
            become(None, 'connect', 'fd:3')
            """);
        await child.Input.WriteAsync("after");
        child.Input.Close();
        await child.EndAsync(0);
        Assert.Equal("before after", await File.ReadAllTextAsync(_folder["f"]));
    }

    [Theory]
    [InlineData("listen", "give(os.open('/dev/null', os.O_RDWR))", "fd:3: it is no stream socket")]
    [InlineData("listen", "give(socket.socketpair()[0])", "fd:3: its socket is connected, or does not listen")]
    [InlineData("listen", "give(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))", "fd:3: it is no stream socket")]
    [InlineData(
        "connect",
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); give(s)",
        "fd:3: its socket listens")]
    [InlineData("connect", "give(socket.socket())", "its socket is not connected")]
    [InlineData("connect", "give(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))", "fd:3: it is no stream socket")]
    public async Task Open_WhenTheDescriptorIsOfTheWrongKind_ThenSaysSo(string part, string giving, string problem)
    {
        await using var child = Start($"{giving}\nbecome(None, '{part}', 'fd:3')");
        child.Input.Close();
        Assert.Contains(problem, await child.EndAsync(1));
    }

    [Theory]
    [InlineData("listen")]
    [InlineData("connect")]
    public async Task Open_WhenNoSuchDescriptorIsOpen_ThenSaysSo(string part)
    {
        await using var child = Child.Part(part, "fd:999");
        Assert.Equal("failed EBADF fd:999: no such descriptor is open (fcntl: EBADF)\n", await child.EndAsync(1));
    }

    [Theory]
    [InlineData("'a::b'", "3=a 4=unknown 5=b")]
    [InlineData("'a'", "3=a 4=unknown 5=unknown")]
    [InlineData("''", "3=unknown 4=unknown 5=unknown")]
    [InlineData("'a:b:c', 'inherited', pid=False", "")]
    [InlineData("None", "")]
    public async Task Read_WhenActivated_ThenGivesEachWithItsName(string names, string expected)
    {
        var call = names.Contains("inherited", StringComparison.Ordinal) ? names : $"{names}, 'inherited'";
        await using var child = Start($"""
            for i in range(3): give(os.open('/dev/null', os.O_RDONLY))
            become({call})
            """);
        Assert.Equal(expected, (await child.EndAsync(0)).Trim());
    }

    [Fact]
    public async Task Listen_WhenTheNameIsNotGiven_ThenIsNotFound()
    {
        await using var child = Start("""
            give(os.open('/dev/null', os.O_RDONLY))
            become('web', 'listen', 'fd:api')
            """);
        Assert.Contains("fd:api: LISTEN_FDNAMES has no 'api'", await child.EndAsync(1));
    }

    [Fact]
    public async Task Read_WhenActivated_ThenNoChildInheritsTheDescriptorsFurther()
    {
        await using var child = Start("""
            s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); give(s)
            become('web', 'listen', 'fd:web')
            """);
        await child.LineAsync("listening");
        var flags = (await File.ReadAllLinesAsync($"/proc/{child.Id}/fdinfo/3"))
            .Single(line => line.StartsWith("flags:", StringComparison.Ordinal));

        // O_CLOEXEC, in octal (proc(5)).
        Assert.Equal(0x80000, Convert.ToInt32(flags[6..].Trim(), 8) & 0x80000);
    }

    private static Child Start(string python) => Child.Start("python3", "-c", Activate + python);
}
