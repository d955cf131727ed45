using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>100 MB through each way in which bytes are moved.</summary>
public sealed class IntegrityTests : IDisposable
{
    private const int Length = 100_000_003;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipes", "unix", typeof(SpliceMover))]
    [InlineData("unix", "pipes", typeof(SpliceMover))]
    [InlineData("tcp", "pipes", typeof(SpliceMover))]
    [InlineData("pipes", "pipes", typeof(SpliceMover))]
    [InlineData("pipes", "tcp", typeof(BufferMover))]
    [InlineData("tcp", "unix", null)]
    [InlineData("unix", "tcp", null)]
    public async Task Join_WhenMuchPasses_ThenTheHashAgrees(string first, string second, Type? mover)
    {
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        AssertMover(mover, one.Near, other.Near);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        var sending = SendAsync(one);
        var received = SHA256.HashDataAsync(other.FarInput).AsTask();
        Assert.Equal(await sending.AtLast(), Convert.ToHexString(await received.AtLast()));
        await other.CompleteOutputAsync();
        Assert.Equal(new RelayResult(Length, 0, null, null), await joining.Soon());
    }

    [Theory]
    [InlineData("tcp", typeof(SendFileMover))]
    [InlineData("unix", typeof(SendFileMover))]
    [InlineData("pipes", typeof(BufferMover))]
    public async Task Join_WhenAFileIsSent_ThenTheHashAgrees(string kind, Type mover)
    {
        var bytes = RandomPayload.Of(Length);
        await File.WriteAllBytesAsync(_folder["f"], bytes);
        await using var file = await StreamConnection.ConnectAsync(Address.Parse($"file:{_folder["f"]}"));
        await using var end = await JoinedEnd.OpenAsync(kind);
        AssertMover(mover, file, end.Near);
        var joining = Relay.JoinAsync(file, end.Near);
        var received = await SHA256.HashDataAsync(end.FarInput).AsTask().AtLast();
        Assert.Equal(SHA256.HashData(bytes), received);
        await end.CompleteOutputAsync();
        Assert.Equal(new RelayResult(Length, 0, null, null), await joining.Soon());
    }

    [Theory]
    [InlineData("tcp", "")]
    [InlineData("unix", "")]
    [InlineData("pipes", "")]
    [InlineData("tcp", ",append")]
    [InlineData("pipes", ",append")]
    public async Task Join_WhenAFileIsWritten_ThenTheHashAgrees(string kind, string options)
    {
        await using var end = await JoinedEnd.OpenAsync(kind);
        await using var file = await JoinedEnd.OpenDestinationAsync($"file:{_folder["f"]}{options}");
        AssertMover(typeof(BufferMover), end.Near, file);
        var joining = Relay.JoinAsync(end.Near, file);
        var sent = await SendAsync(end).AtLast();
        Assert.Equal(new RelayResult(Length, 0, null, null), await joining.AtLast());
        Assert.Equal(sent, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(_folder["f"]))));
    }

    [Fact]
    public async Task Join_WhenAChildEchoes_ThenTheHashAgrees()
    {
        await using var end = await JoinedEnd.OpenAsync("tcp");
        await using var child = await StreamConnection.ConnectAsync(Address.Parse("exec:cat"));
        var joining = Relay.JoinAsync(end.Near, child);
        var sending = SendAsync(end);
        var received = await SHA256.HashDataAsync(end.FarInput).AsTask().AtLast();
        Assert.Equal(await sending.AtLast(), Convert.ToHexString(received));
        Assert.Equal(new RelayResult(Length, Length, null, null), await joining.Soon());
    }

    private static void AssertMover(Type? expected, StreamConnection from, StreamConnection to)
    {
        if (expected is not null)
        {
            var mover = KernelMover.For(from.Transport.InputHandle!, to.Transport.OutputHandle!);
            Assert.IsType(expected, mover);
        }
    }

    private static Task<string> SendAsync(JoinedEnd end) => Task.Run(async () =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = RandomPayload.Of(100_000);
        for (var sent = 0; sent < Length;)
        {
            BitConverter.TryWriteBytes(buffer, sent);
            var piece = buffer.AsMemory(0, Math.Min(buffer.Length, Length - sent));
            hash.AppendData(piece.Span);
            await end.FarOutput.WriteAsync(piece);
            sent += piece.Length;
        }

        await end.CompleteOutputAsync();
        return Convert.ToHexString(hash.GetHashAndReset());
    });
}
