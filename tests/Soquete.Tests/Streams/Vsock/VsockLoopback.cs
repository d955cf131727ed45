using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Engines.Portable;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Vsock;

/// <summary>The loopback of vsock, which only kernels with the module vsock_loopback have.</summary>
internal static class VsockLoopback
{
    /// <summary>No hypervisor gives it to a machine, so that what is sent there reaches nobody.</summary>
    public const string Nowhere = "vsock:4294967294:9";

    /// <summary>The engines by the names that the rows of theories have.</summary>
    public static TheoryData<string> Engines => ["portable", "io_uring", "inline"];

    public static Engine Engine(string name) => name switch
    {
        "portable" => new PortableEngine(),
        "inline" => RingEngines.Inline,
        _ => RingEngines.ThreadPool,
    };

    public static Task<StreamListener> ListenAsync(string address, Engine engine) =>
        StreamListener.ListenAsync(Address.Parse(address), engine, CancellationToken.None).Soon();

    public static Task<StreamConnection> ConnectAsync(
        string address, Engine engine, CancellationToken cancellationToken = default) =>
        Connector.ConnectAsync(Address.Parse(address), EndUse.Both, engine, cancellationToken).Soon();

    /// <summary>A listener on it; null where the kernel has none, which is then said as it is documented.</summary>
    public static async Task<StreamListener?> TryListenAsync(Engine engine)
    {
        try
        {
            return await ListenAsync("vsock:*", engine);
        }
        catch (SoqueteException e)
        {
            Assert.Equal(
                "vsock:*: Cannot assign requested address (bind: EADDRNOTAVAIL); this machine may lack the loopback of "
                    + "vsock: modprobe vsock_loopback; vsock:*:* listens for its host and guests",
                e.Message);
            Assert.Equal((FailureKind.Other, "EADDRNOTAVAIL"), (e.Kind, e.ErrorName));
            return null;
        }
    }
}
