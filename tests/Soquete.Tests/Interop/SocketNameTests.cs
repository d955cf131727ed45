using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class SocketNameTests
{
    [Theory]
    [InlineData("127.0.0.1", 80, "127.0.0.1:80")]
    [InlineData("0.0.0.0", 0, "0.0.0.0:0")]
    [InlineData("::1", 65535, "[::1]:65535")]
    [InlineData("2001:db8::1", 443, "[2001:db8::1]:443")]
    [InlineData("fe80::1%1", 80, "[fe80::1%lo]:80")]
    [InlineData("fe80::1%4000000000", 80, "[fe80::1%4000000000]:80")]
    public void FromInternet_WhenReadBack_ThenItIsTheSameEndPoint(string address, int port, string text)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), port);
        var name = SocketName.FromInternet(endPoint);
        Assert.True(name.TryGetInternet(out var found));
        Assert.Equal(endPoint, found);
        Assert.Equal(endPoint.AddressFamily == AddressFamily.InterNetwork ? Domain.Inet : Domain.Inet6, name.Domain);
        Assert.Equal(text, name.ToString());
        Assert.Equal(endPoint, name.ToEndPoint());
        Assert.Equal(name, SocketName.FromBytes(name.Bytes));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("fe80::1%1")]
    public void FromInternet_WhenComparedWithTheRuntime_ThenTheBytesAreTheSame(string address)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), 8080);
        Assert.Equal(Bytes(endPoint.Serialize()), SocketName.FromInternet(endPoint).Bytes);
    }

    [Theory]
    [InlineData("/run/x")]
    [InlineData("relative")]
    [InlineData("/tmp/ação")]
    public void FromPath_WhenReadBack_ThenItIsTheSamePath(string path)
    {
        var name = SocketName.FromPath(path);
        Assert.Equal((path, null, false, path), (name.Path, name.AbstractName, name.IsUnnamed, name.ToString()));
        Assert.Equal(path, name.ToEndPoint().ToString());
        Assert.Equal(Bytes(new UnixDomainSocketEndPoint(path).Serialize()), name.Bytes);
    }

    [Fact]
    public void FromAbstract_WhenReadBack_ThenItIsTheSameName()
    {
        var name = SocketName.FromAbstract("name");
        Assert.Equal((null, "name", false, "@name"), (name.Path, name.AbstractName, name.IsUnnamed, name.ToString()));
        Assert.Equal("@name", name.ToEndPoint().ToString());
        Assert.Equal(Bytes(new UnixDomainSocketEndPoint("\0name").Serialize()), name.Bytes);
    }

    [Fact]
    public void UnnamedUnix_WhenRead_ThenItHasNoName()
    {
        var name = SocketName.UnnamedUnix;
        Assert.Equal((true, null, null, 2), (name.IsUnnamed, name.Path, name.AbstractName, name.Length));
        Assert.Equal("(unnamed)", name.ToString());
        Assert.IsType<UnixDomainSocketEndPoint>(name.ToEndPoint());
    }

    [Fact]
    public void FromPath_WhenItHasTheMostBytes_ThenTheKernelBindsIt()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("").PadRight(SocketName.MaxPathBytes, 'x');
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Unix, SocketKind.Stream, 0, out var socket));
        using (socket)
        {
            Assert.Equal(Errno.None, NativeSocket.Bind(socket, SocketName.FromPath(path)));
            Assert.Equal(Errno.None, NativeSocket.LocalName(socket, out var name));
            Assert.Equal(SocketName.FromPath(path), name);
            Assert.True(File.Exists(path));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void FromPath_WhenItCannotBeAPath_ThenItIsRefused(string path) =>
        Assert.Throws<ArgumentException>(() => SocketName.FromPath(path));

    [Theory]
    [InlineData('a', 108)]
    [InlineData('é', 54)]
    public void FromPath_WhenItIsTooLong_ThenTheRightLimitIsSaid(char letter, int count)
    {
        var thrown = Assert.Throws<ArgumentException>(() => SocketName.FromPath(new string(letter, count)));
        Assert.Contains("at most 107 bytes; this has 108", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SocketName.FromAbstract(new string(letter, count)));
    }

    [Theory]
    [InlineData("/a\nb\u001b[31m", @"/a\x0ab\x1b[31m")]
    [InlineData("/a\u202eb", @"/a\xe2\x80\xaeb")]
    [InlineData("/a\u009bb", @"/a\xc2\x9bb")]
    [InlineData("/ação", "/ação")]
    public void ToString_WhenTheNameCouldDriveATerminal_ThenItIsEscaped(string path, string text) =>
        Assert.Equal(text, SocketName.FromPath(path).ToString());

    [Fact]
    public void ToString_WhenTheBytesAreNoText_ThenTheyAreEscaped()
    {
        var name = SocketName.FromBytes([1, 0, (byte)'/', 0xff, 0xc3, 0]);
        Assert.Equal(@"/\xff\xc3", name.ToString());
        Assert.Equal("/\ufffd\ufffd", name.Path);
    }

    [Fact]
    public void ToEndPoint_WhenTheBytesAreNoText_ThenTheyAreKept()
    {
        byte[] sockaddr = [1, 0, (byte)'/', 0xff, 0xc3, 0];
        Assert.Equal(sockaddr, Bytes(SocketName.FromBytes(sockaddr).ToEndPoint().Serialize()));
    }

    [Fact]
    public void FromBytes_WhenThePathHasNoNul_ThenAllOfItCounts()
    {
        byte[] sockaddr = [1, 0, .. Encoding.UTF8.GetBytes(new string('x', 108))];
        Assert.Equal(new string('x', 108), SocketName.FromBytes(sockaddr).Path);
    }

    [Fact]
    public void FromBytes_WhenTheyAreJunk_ThenNothingThrows()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var junk = new byte[200];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(junk);
            (junk[0], junk[1]) = ((byte)random.Next(0, 12), 0);
            var name = SocketName.FromBytes(junk.AsSpan(0, random.Next(0, junk.Length + 1)));
            var text = $"{name} {name.Path} {name.AbstractName} {CallNotation.NameText(name)} {name.IsUnnamed}";
            var round = SocketName.FromBytes(name.Bytes);
            Assert.True(name.Equals(round) && name.GetHashCode() == round.GetHashCode(), $"seed {seed}: {text}");
            Assert.False(name.ToString().Any(char.IsControl), $"seed {seed}: {i}");
            Assert.True(!name.TryGetInternet(out _) || name.Domain is Domain.Inet or Domain.Inet6, $"seed {seed}");
        }
    }

    private static byte[] Bytes(SocketAddress address) => address.Buffer.Span[..address.Size].ToArray();
}
