using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Streams.Local;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>An end of a relay: the connection that is joined, and the far side, at which the test sits.</summary>
internal sealed class JoinedEnd : IAsyncDisposable
{
    private readonly Func<Task> _completeOutput;
    private readonly Action _abort;

    private JoinedEnd(StreamConnection near, Stream farInput, Stream farOutput, Func<Task> completeOutput, Action abort)
    {
        Near = near;
        FarInput = farInput;
        FarOutput = farOutput;
        _completeOutput = completeOutput;
        _abort = abort;
    }

    public StreamConnection Near { get; }

    /// <summary>What comes out of the relay.</summary>
    public Stream FarInput { get; }

    /// <summary>What goes into the relay.</summary>
    public Stream FarOutput { get; }

    public static Task<JoinedEnd> OpenAsync(string kind) => kind switch
    {
        "tcp" => OpenSocketAsync("tcp4:0"),
        "unix" => OpenSocketAsync($"unix:@soquete-{Guid.NewGuid():N}"),
        "pipes" => Task.FromResult(OpenPipes()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What bytes are only passed to: a file that is written.</summary>
    public static Task<StreamConnection> OpenDestinationAsync(string address) =>
        Connector.ConnectAsync(
            Address.Parse(address), EndUse.Destination, Engine.Default, CancellationToken.None).Soon();

    public Task CompleteOutputAsync() => _completeOutput();

    public void Abort() => _abort();

    public async Task<string> ReceiveToEndAsync()
    {
        using var reader = new StreamReader(FarInput, leaveOpen: true);
        return await reader.ReadToEndAsync().Soon();
    }

    public async ValueTask DisposeAsync()
    {
        _abort();
        await Near.DisposeAsync();
    }

    private static async Task<JoinedEnd> OpenSocketAsync(string address)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse(address));
        var far = await StreamConnection.ConnectAsync(Address.Parse(listener.Address.ToString())).Soon();
        var near = await listener.AcceptAsync().Soon();
        return new JoinedEnd(near, far.AsStream(), far.AsStream(), () => far.CompleteOutputAsync().Soon(), far.Abort);
    }

    /// <summary>As the standard streams of a command in a pipeline.</summary>
    private static JoinedEnd OpenPipes()
    {
        var (nearInput, farOutput) = OpenPipe();
        var (farInput, nearOutput) = OpenPipe();
        var transport = new DescriptorTransport(nearInput, nearOutput, nearOutput.Dispose);
        var near = new StreamConnection(
            transport, new Association("stdio", SocketEnd.Local("near"), SocketEnd.Local("far")));
        var input = new FileStream(farInput, FileAccess.Read, 0);
        var output = new FileStream(farOutput, FileAccess.Write, 0);
        return new JoinedEnd(near, input, output, CloseOutputAsync, () =>
        {
            output.Dispose();
            input.Dispose();
        });

        Task CloseOutputAsync()
        {
            output.Dispose();
            return Task.CompletedTask;
        }
    }

    private static (SafeFileHandle Read, SafeFileHandle Write) OpenPipe()
    {
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out var read, out var write, nonBlocking: false));
        return (read, write);
    }
}
