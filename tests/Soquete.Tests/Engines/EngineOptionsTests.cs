using System.Net;
using Soquete.Engines;

namespace Soquete.Tests.Engines;

public class EngineOptionsTests
{
    private static readonly EngineOptions Usual = new() { Kind = EngineKind.Portable };

    public static TheoryData<string, EngineOptions> Wrong => new()
    {
        { nameof(EngineOptions.Threads), Usual with { Threads = 0 } },
        { nameof(EngineOptions.Threads), Usual with { Threads = 1025 } },
        { nameof(EngineOptions.RingEntries), Usual with { RingEntries = 0 } },
        { nameof(EngineOptions.RingEntries), Usual with { RingEntries = 32 * 1024 + 1 } },
        { nameof(EngineOptions.BufferSize), Usual with { BufferSize = 0 } },
        { nameof(EngineOptions.BufferSize), Usual with { BufferSize = 1024 * 1024 + 1 } },
        { nameof(EngineOptions.BufferCount), Usual with { BufferCount = 0 } },
        { nameof(EngineOptions.BufferCount), Usual with { BufferCount = -4 } },
        { nameof(EngineOptions.BufferCount), Usual with { BufferCount = 3 } },
        { nameof(EngineOptions.BufferCount), Usual with { BufferCount = 64 * 1024 } },
        { nameof(EngineOptions.BufferCount), Usual with { BufferCount = 32 * 1024, BufferSize = 32 * 1024 + 1 } },
        { nameof(EngineOptions.HeldBuffers), Usual with { HeldBuffers = 0 } },
        { nameof(EngineOptions.Spin), Usual with { Spin = TimeSpan.FromTicks(-1) } },
        { nameof(EngineOptions.Spin), Usual with { Spin = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) } },
        { nameof(EngineOptions.ZeroCopyThreshold), Usual with { ZeroCopyThreshold = -1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Start_WhenAFigureIsOutOfItsBounds_ThenNamesIt(string name, EngineOptions options)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Engine.Start(options));
        Assert.Equal(name, e.ParamName);
    }

    [Fact]
    public async Task Start_WhenFiguresAreAtTheirBounds_ThenIsContent()
    {
        EngineOptions[] all =
        [
            Usual, Usual with { Threads = 1024 }, Usual with { RingEntries = 1 },
            Usual with { RingEntries = 32 * 1024 },
            Usual with { BufferSize = 1, BufferCount = 1 }, Usual with { BufferSize = 1024 * 1024, BufferCount = 1024 },
            Usual with { BufferCount = 32 * 1024, BufferSize = 32 * 1024 }, Usual with { HeldBuffers = int.MaxValue },
            Usual with { Spin = TimeSpan.FromDays(1) }, Usual with { ZeroCopyThreshold = 0 },
        ];
        foreach (var options in all)
        {
            await using var engine = Engine.Start(options);
            Assert.Same(Engine.Portable, engine);
        }
    }

    /// <summary>The kernel has bounds of its own (IORING_SETUP_CLAMP): our largest ring is one of its.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(32 * 1024, 32 * 1024, 64)]
    public async Task Start_WhenARingIsAtItsBounds_ThenItRuns(int entries, int buffers, int size)
    {
        var options = new EngineOptions
        {
            Kind = EngineKind.IoUring, Threads = 1, RingEntries = entries, BufferCount = buffers, BufferSize = size,
        };
        await using var engine = Engine.Start(options);
        Assert.Equal("io_uring", engine.Name);
        Assert.Null(engine.FallbackReason);
        Assert.StartsWith($"io_uring (rings: 1, each of {entries} entries and {buffers} buffers of {size} bytes",
            engine.ToString());
        await using var pair = await IoUring.RingEngines.PairAsync(engine, "tcp4:0");
        Assert.Equal(IPAddress.Loopback, pair.Client.Association.Remote.Address);
    }
}
