using System.Globalization;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class ErrnoTests
{
    // Python has its own table from the system's headers, and strerror from the C library.
    private const string PythonTable = """
        import errno, os
        for name in dir(errno):
            if name[0] == 'E':
                number = getattr(errno, name)
                print(number, name, os.strerror(number), sep='\t')
        """;

    private static readonly string[] Aliases = ["EWOULDBLOCK", "EDEADLOCK", "ENOTSUP"];

    [Fact]
    public async Task NameAndDescription_WhenPythonKnowsTheNumber_ThenTheyAgree()
    {
        var (status, output, _) = await Peer.RunAsync("python3", "-c", PythonTable);
        Assert.Equal(0, status);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToArray();
        Assert.InRange(rows.Length, 120, 200);
        Assert.All(rows.Where(row => !Aliases.Contains(row[1])), row =>
        {
            var error = (Errno)int.Parse(row[0], CultureInfo.InvariantCulture);
            Assert.Equal(row[1], ErrnoText.Name(error));
            Assert.Equal(row[2], ErrnoText.Describe(error));
        });
    }

    [Fact]
    public void Name_WhenItIsInTheEnumeration_ThenItIsTheMembersName() => Assert.All(
        Enum.GetValues<Errno>().Where(error => error != Errno.None),
        error => Assert.Equal(error.ToString(), ErrnoText.Name(error)));

    [Theory]
    [InlineData(999)]
    [InlineData(41)]
    [InlineData(58)]
    [InlineData(134)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Name_WhenLinuxHasNoSuchNumber_ThenTheNumberIsShown(int number)
    {
        Assert.Equal($"errno {number}", ErrnoText.Name((Errno)number));
        Assert.Equal($"Unknown error {number}", ErrnoText.Describe((Errno)number));
    }

    [Theory]
    [InlineData(SocketError.Success, Errno.None)]
    [InlineData(SocketError.OperationAborted, Errno.ECANCELED)]
    [InlineData(SocketError.ConnectionRefused, Errno.ECONNREFUSED)]
    [InlineData(SocketError.ConnectionReset, Errno.ECONNRESET)]
    [InlineData(SocketError.ConnectionAborted, Errno.ECONNABORTED)]
    [InlineData(SocketError.TimedOut, Errno.ETIMEDOUT)]
    [InlineData(SocketError.AddressAlreadyInUse, Errno.EADDRINUSE)]
    [InlineData(SocketError.AddressNotAvailable, Errno.EADDRNOTAVAIL)]
    [InlineData(SocketError.AccessDenied, Errno.EACCES)]
    [InlineData(SocketError.HostUnreachable, Errno.EHOSTUNREACH)]
    [InlineData(SocketError.NetworkUnreachable, Errno.ENETUNREACH)]
    [InlineData(SocketError.Shutdown, Errno.EPIPE)]
    [InlineData(SocketError.WouldBlock, Errno.EAGAIN)]
    [InlineData(SocketError.TooManyOpenSockets, Errno.EMFILE)]
    [InlineData(SocketError.NotConnected, Errno.ENOTCONN)]
    [InlineData(SocketError.IsConnected, Errno.EISCONN)]
    [InlineData(SocketError.InvalidArgument, Errno.EINVAL)]
    [InlineData(SocketError.MessageSize, Errno.EMSGSIZE)]
    public void From_WhenTheRuntimeMadeTheException_ThenItIsTheErrnoOfTheSystem(SocketError error, object expected) =>
        Assert.Equal((Errno)expected, ErrnoText.From(new SocketException((int)error)));

    [Fact]
    public void From_WhenItIsAnyErrorOfTheRuntime_ThenItIsANumberOfTheTable() => Assert.All(
        Enum.GetValues<SocketError>(),
        error => Assert.NotNull(ErrnoTable.Find(ErrnoText.From(new SocketException((int)error)))));

    [Fact]
    public void From_WhenARealConnectionIsRefused_ThenItIsECONNREFUSED()
    {
        using var unlistened = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unlistened.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var thrown = Assert.Throws<SocketException>(() => socket.Connect(unlistened.LocalEndPoint!));
        Assert.Equal(Errno.ECONNREFUSED, ErrnoText.From(thrown));
    }
}
