using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>A connection as a <see cref="Stream"/>.</content>
public abstract partial class StreamConformance
{
    [Fact]
    public async Task AsStream_WhenLinesAreWritten_ThenAreRead()
    {
        await using var pair = await PairAsync();
        await using var writer = new StreamWriter(pair.Client.AsStream());
        using var reader = new StreamReader(pair.Server.AsStream());
        await writer.WriteLineAsync("one");
        await writer.WriteLineAsync("two");
        await writer.FlushAsync();
        Assert.Equal(("one", "two"), (await reader.ReadLineAsync(), await reader.ReadLineAsync()));
        await pair.Client.CompleteOutputAsync();
        Assert.Null(await reader.ReadLineAsync());
        Assert.Same(pair.Client.AsStream(), pair.Client.AsStream());
    }

    [Fact]
    public async Task AsStream_WhenUsedWithoutAwaiting_ThenWorksToo()
    {
        await using var pair = await PairAsync();
        var echoing = pair.Server.EchoAsync();
        var echo = await Task.Run(() =>
        {
            var stream = pair.Client.AsStream();
            stream.Write("abc"u8);
            stream.WriteByte((byte)'d');
            stream.Flush();
            var bytes = new byte[4];
            stream.ReadExactly(bytes);
            return bytes;
        }).Soon();
        Assert.Equal("abcd"u8, echo);
        await pair.Client.AsStream().DisposeAsync();
        await echoing.Soon();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
    }

    [Fact]
    public async Task AsStream_WhenTlsRunsOverIt_ThenBytesPassBothWays()
    {
        await using var pair = await PairAsync();
        using var certificate = SelfSigned();
        await using var server = new SslStream(pair.Server.AsStream());
        await using var client = new SslStream(
            pair.Client.AsStream(),
            false,
            (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString());
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(certificate), client.AuthenticateAsClientAsync("soquete")).Soon();
        var payload = RandomPayload.Of(1024 * 1024);
        var writing = client.WriteAsync(payload).AsTask();
        var received = new byte[payload.Length];
        await server.ReadExactlyAsync(received).Soon();
        await writing.Soon();
        Assert.Equal(payload, received);
        await client.ShutdownAsync();
        Assert.Equal(0, await server.ReadAsync(received).Soon());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=soquete", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
