using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams.Local;

/// <summary>A child process as an end, on its standard input and output.</summary>
internal static class ChildEnd
{
    private static readonly IReadOnlyDictionary<string, string?> NoChanges = new Dictionary<string, string?>();

    public static StreamConnection Start(ExecAddress address, Engine engine)
    {
        var text = address.ToString();
        Failure.ThrowIf(OpenPair(out var ourOutput, out var childInput), "socketpair", text);
        if (OpenPair(out var ourInput, out var childOutput) is var error && error != Errno.None)
        {
            ourOutput.Dispose();
            childInput.Dispose();
            throw Failure.Of(error, "socketpair", text);
        }

        using (childInput)
        using (childOutput)
        {
            var problem = ChildProcess.Start(address.ToWords(), NoChanges, childInput, childOutput, out var child);
            if (problem != Errno.None)
            {
                ourOutput.Dispose();
                ourInput.Dispose();
                var remedy = problem == Errno.ENOENT ? "no such program on PATH" : null;
                throw Failure.Of(problem, "posix_spawn", text, remedy);
            }

            // Each pair is one way: what the child writes to its input, or reads from its output, is nobody's.
            var transport = new ChildTransport(child, engine.Adopt(ourOutput), engine.Adopt(ourInput));
            var thisProcess = SocketEnd.Local($"pid {ThisProcess.Id}");
            var childProcess = SocketEnd.Local($"pid {child.Id} {address.Command}");
            return new StreamConnection(transport, new Association("exec", thisProcess, childProcess));
        }
    }

    private static Errno OpenPair(out SafeSocketHandle ours, out SafeSocketHandle childs) =>
        NativeSocket.OpenPair(Domain.Unix, SocketKind.Stream, Protocol.Default, out ours, out childs);
}
