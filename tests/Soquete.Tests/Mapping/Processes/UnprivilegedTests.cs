using System.Globalization;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>What somebody sees who may not look at everybody's descriptors.</summary>
public class UnprivilegedTests
{
    [RootFact]
    public async Task Map_WhenCapturedWithoutAuthority_ThenSaysWhatIsMissing()
    {
        await using var built = await Topology.StartAsync("keep(socketpair())\nstay('hidden')", ["hidden"]);
        await using var own = Child.Start(
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all",
            Child.ThisAssembly, "map", built.IdOf("hidden").ToString(CultureInfo.InvariantCulture));
        var said = await own.EndAsync(0);
        Assert.Contains("own readable", said, StringComparison.Ordinal);
        Assert.Contains("other unreadable hidden", said, StringComparison.Ordinal);
        Assert.Contains("other ends 0", said, StringComparison.Ordinal);
        Assert.Matches("gap descriptors of [0-9]+ processes: .*CAP_SYS_PTRACE", said);
        Assert.Contains("kernel threads 0", said, StringComparison.Ordinal);
    }
}
