namespace Soquete.Tests.Benchmarking;

/// <summary>Every kind of address that is measured, on each engine.</summary>
internal static class LinkSchemes
{
    public static readonly string[] Connections = ["tcp:0", "unix:{0}", "unix-seqpacket:{0}"];

    public static readonly string[] Datagrams = ["udp:0", "unix-dgram:{0}"];

    private static readonly string[] Engines = ["portable", "io_uring"];

    public static TheoryData<string, string> OfConnections => Of(Connections);

    public static TheoryData<string, string> OfDatagrams => Of(Datagrams);

    public static TheoryData<string, string> All => Of([.. Connections, .. Datagrams]);

    private static TheoryData<string, string> Of(string[] schemes)
    {
        var data = new TheoryData<string, string>();
        foreach (var scheme in schemes)
        {
            foreach (var engine in Engines)
            {
                data.Add(scheme, engine);
            }
        }

        return data;
    }
}
