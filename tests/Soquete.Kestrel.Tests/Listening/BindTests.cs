using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Soquete.Kestrel.Tests.Listening;

/// <summary>Endpoints of every kind, and why they cannot be bound.</summary>
public partial class BindTests
{
    [Fact]
    public async Task Port_WhenTaken_ThenIsSaidToBeInUse()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var failure = await Assert.ThrowsAsync<IOException>(
            () => StartAsync(options => options.Listen((IPEndPoint)other.LocalEndPoint!)));
        Assert.IsType<AddressInUseException>(failure.InnerException);
        Assert.Contains("EADDRINUSE", failure.InnerException.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_WhenAServerHasIt_ThenIsSaidToBeInUse()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StartAsync(options => options.ListenUnixSocket(folder["x"]));
        var failure = await Assert.ThrowsAsync<IOException>(
            () => StartAsync(options => options.ListenUnixSocket(folder["x"])));
        Assert.IsType<AddressInUseException>(failure.InnerException);
    }

    [Fact]
    public async Task Path_WhenAServerLeftItBehind_ThenIsTakenOver()
    {
        using var folder = new TemporaryFolder();
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(folder["x"]));
            File.Move(folder["x"], folder["y"]);
        }

        File.Move(folder["y"], folder["x"]);
        await using var server = await StartAsync(options => options.ListenUnixSocket(folder["x"]));
        Assert.Equal("hello", await GetAsync(new UnixDomainSocketEndPoint(folder["x"])));
    }

    [Fact]
    public async Task Address_WhenItIsNotThisMachines_ThenCannotBeBound()
    {
        var nowhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0);
        var failure = await Assert.ThrowsAsync<SocketException>(() => StartAsync(options => options.Listen(nowhere)));
        Assert.Equal(SocketError.AddressNotAvailable, failure.SocketErrorCode);
    }

    [Fact]
    public async Task Port_WhenFree_ThenIsReported()
    {
        await using var server = await StartAsync(options => options.Listen(IPAddress.Loopback, 0));
        var address = Assert.Single(Addresses(server));
        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Equal("hello", await GetAsync(new IPEndPoint(IPAddress.Loopback, new Uri(address).Port)));
    }

    [Fact]
    public async Task AnyAddress_WhenListenedOn_ThenBothVersionsOfIpAreServed()
    {
        await using var server = await StartAsync(options => options.ListenAnyIP(0));
        var port = new Uri(Assert.Single(Addresses(server))).Port;
        Assert.Equal("hello", await GetAsync(new IPEndPoint(IPAddress.Loopback, port)));
        Assert.Equal("hello", await GetAsync(new IPEndPoint(IPAddress.IPv6Loopback, port)));
    }

    [Fact]
    public async Task Urls_WhenGivenAsText_ThenAreListenedOn()
    {
        using var folder = new TemporaryFolder();
        await using var server = Build(_ => { });
        server.Urls.Add("http://127.0.0.1:0");
        server.Urls.Add($"http://unix:{folder["url"]}");
        await server.StartAsync();
        Assert.Equal("hello", await GetAsync(new UnixDomainSocketEndPoint(folder["url"])));
    }

    [Fact]
    public async Task Loopback_WhenMeantByAPortAlone_ThenIsServedInBothVersionsOfIp()
    {
        await using var server = await StartAsync(options => options.Listen(new SoqueteEndPoint("tcp:0")));
        var address = Assert.Single(Addresses(server));
        Assert.StartsWith("http://localhost:", address, StringComparison.Ordinal);
        var port = new Uri(address).Port;
        Assert.Equal("hello", await GetAsync(new IPEndPoint(IPAddress.Loopback, port)));
        Assert.Equal("hello", await GetAsync(new IPEndPoint(IPAddress.IPv6Loopback, port)));
    }

    [Fact]
    public async Task UnixAddress_WhenItHasOptions_ThenTheyHold()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(
            options => options.Listen(new SoqueteEndPoint($"unix:{folder["x"]},mode=0660")));
        Assert.Equal($"http://unix:{folder["x"]}", Assert.Single(Addresses(server)));
        Assert.Equal(0b110_110_000, (int)File.GetUnixFileMode(folder["x"]));
        Assert.Equal("hello", await GetAsync(new UnixDomainSocketEndPoint(folder["x"])));
    }

    [Fact]
    public async Task VsockPort_WhenFree_ThenIsReportedAndTakenOnce()
    {
        await using var server = await StartAsync(options => options.Listen(new SoqueteEndPoint("vsock:*:*")));
        var address = Assert.Single(Addresses(server));
        Assert.Matches(@"^http://vsock:\*:\d+$", address);
        var taken = new SoqueteEndPoint(address["http://".Length..]);
        var failure = await Assert.ThrowsAsync<IOException>(() => StartAsync(options => options.Listen(taken)));
        Assert.IsType<AddressInUseException>(failure.InnerException);
    }

    [Fact]
    public async Task UnixEndPoint_WhenListenedOn_ThenIsThisUsersAlone()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(options => options.ListenUnixSocket(folder["x"]));
        Assert.Equal(0b110_000_000, (int)File.GetUnixFileMode(folder["x"]));
    }

    [Fact]
    public async Task AbstractName_WhenListenedOn_ThenIsServed()
    {
        var name = $"soquete-{Guid.NewGuid():N}";
        var end = new UnixDomainSocketEndPoint("\0" + name);
        await using var server = await StartAsync(options => options.Listen(end));
        Assert.Equal("hello", await GetAsync(end));
        Assert.False(File.Exists("@" + name));
    }

    [Fact]
    public async Task Handle_WhenItListens_ThenIsServed()
    {
        using var inherited = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        inherited.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        inherited.Listen();
        var end = (IPEndPoint)inherited.LocalEndPoint!;
        // The server owns the descriptor that it is given: one of its own for the same socket.
        var descriptor = Duplicate(inherited.SafeHandle);
        await using var server = await StartAsync(options => options.ListenHandle((ulong)descriptor));
        Assert.Equal($"http://{end}", Assert.Single(Addresses(server)));
        Assert.Equal("hello", await GetAsync(end));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(SafeHandle descriptor);

    private static WebApplication Build(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(configure).UseSoquete();
        var application = builder.Build();
        application.Run(context => context.Response.WriteAsync("hello"));
        return application;
    }

    private static async Task<WebApplication> StartAsync(Action<KestrelServerOptions> configure)
    {
        var application = Build(configure);
        try
        {
            await application.StartAsync();
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    private static ICollection<string> Addresses(IApplicationBuilder application) =>
        application.ServerFeatures.Get<IServerAddressesFeature>()!.Addresses;

    private static async Task<string> GetAsync(EndPoint end)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(end).Soon();
        using var client = new RawClient(socket);
        await client.SendAsync("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
        return (await client.ReadToEndAsync()).Split("\r\n\r\n")[1];
    }
}
