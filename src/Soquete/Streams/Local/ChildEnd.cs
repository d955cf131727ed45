using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Streams.Local;

/// <summary>A child process as an end, on its standard input and output.</summary>
internal static class ChildEnd
{
    public static StreamConnection Start(ExecAddress address, Engine engine)
    {
        var text = address.ToString();
        Failure.ThrowIf(NativeSocket.OpenPair(Domain.Unix, SocketKind.Stream, Protocol.Default, out var ourOutput, out var childInput), "socketpair", text);
        if (NativeSocket.OpenPair(Domain.Unix, SocketKind.Stream, Protocol.Default, out var ourInput, out var childOutput) is var error && error != Errno.None)
        {
            ourOutput.Dispose();
            childInput.Dispose();
            throw Failure.Of(error, "socketpair", text);
        }

        using (childInput)
        using (childOutput)
        {
            if (ChildProcess.Start(address.ToWords(), NoChanges, childInput, childOutput, out var child) is var problem && problem != Errno.None)
            {
                ourOutput.Dispose();
                ourInput.Dispose();
                throw Failure.Of(problem, "posix_spawn", text, problem == Errno.ENOENT ? "no such program on PATH" : null);
            }

            // Each pair is one way: what the child writes to its input, or reads from its output, is nobody's.
            var transport = new ChildTransport(child, engine.Adopt(ourOutput), engine.Adopt(ourInput));
            return new StreamConnection(transport, new Association(
                "exec", SocketEnd.Local($"pid {ThisProcess.Id}"), SocketEnd.Local($"pid {child.Id} {address.Command}")));
        }
    }

    private static readonly IReadOnlyDictionary<string, string?> NoChanges = new Dictionary<string, string?>();
}
