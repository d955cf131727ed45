using Soquete.Mapping;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Drawing;

public class MapSvgTests(ITestOutputHelper output)
{
    [Fact]
    public void Map_WhenTypical_ThenIsDrawnWhole()
    {
        var picture = Picture.Of(TypicalMap.Create());
        Check(picture);
        Assert.Equal(18, picture.Boxes.Count);
        Assert.Contains("nginx[103]", picture.AllTexts);
        Assert.Contains("unix /run/dbus/system_bus_socket", picture.AllTexts);
        Assert.Contains("93.184.215.14", picture.AllTexts);
        Assert.Contains("×4", picture.AllTexts);
        Assert.Contains("Joined to nobody", picture.AllTexts);
        Assert.Contains("Not seen: descriptors of 2 processes: of other users; run as root", picture.AllTexts);
    }

    [Fact]
    public void Map_WhenEmpty_ThenIsAPictureAllTheSame()
    {
        var picture = Picture.Of(new ProcessMap([], [], []));
        Assert.Empty(picture.Boxes);
        Assert.Contains("0 processes, 0 ends, 0 connections", picture.AllTexts);
    }

    [Fact]
    public void Outside_WhenDrawn_ThenStandsRightOfAllProcesses()
    {
        var map = new SampleMap();
        var (a, b) = (map.Process("a"), map.Process("b"));
        map.Connect(a, map.Unix(MapRole.Listener, "/b", b));
        map.Join(map.Remote("192.0.2.1:5"), map.Tcp(MapRole.Accepted, "10.0.0.1:22", "192.0.2.1:5", a));
        map.Join(map.Tcp(MapRole.Connected, "10.0.0.1:22", "192.0.2.2:5", a), map.Remote("192.0.2.2:5"));
        var picture = Picture.Of(map.Build());
        Check(picture);
        var lefts = picture.Boxes.Select(box => box.X).ToList();
        Assert.True(lefts[..2].Max() < lefts[2..].Min());
    }

    [Fact]
    public void Ends_WhenNobodyHasThem_ThenAreDrawnJoined()
    {
        var map = new SampleMap();
        var over = map.Tcp(MapRole.Connected, "10.0.0.1:4000", "192.0.2.1:5", null);
        var unseen = map.Unseen();
        map.Join(over, map.Remote("192.0.2.1:5"));
        map.Join(over, unseen);
        map.Join(map.Remote("192.0.2.2:6"), unseen);
        map.Join(map.Unix(MapRole.Connected, null, map.Process("p")), unseen);
        var picture = Picture.Of(map.Build());
        Check(picture);
        Assert.Equal((5, 5), (picture.Boxes.Count, picture.Lines.Count));
    }

    [Fact]
    public void Cycle_WhenDrawn_ThenEndsAndOverlapsNothing()
    {
        var map = new SampleMap();
        var ring = Enumerable.Range(0, 7).Select(i => map.Process($"p{i}")).ToList();
        foreach (var (i, process) in ring.Index())
        {
            map.Connect(process, map.Unix(MapRole.Listener, $"/run/{i}", ring[(i + 1) % ring.Count]));
        }

        Check(Picture.Of(map.Build()));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(200)]
    public void Maps_WhenOfChance_ThenNothingOverlaps(int processes)
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 400 / processes; i++)
        {
            Check(Picture.Of(RandomMap.Of(random, processes, hostile: i % 2 == 1)));
        }
    }

    private static void Check(Picture picture)
    {
        Assert.All(picture.Boxes, box => Assert.True(picture.Size.Contains(box), $"{box} is outside"));
        AssertApart(picture.Boxes);
        AssertApart(picture.Labels);
        Assert.All(picture.Labels, label => Assert.DoesNotContain(picture.Boxes, box => box.Overlaps(label)));
        foreach (var (box, texts) in picture.BoxTexts)
        {
            Assert.All(texts, text => Assert.True(box.Contains(text), $"{text} is not within {box}"));
            AssertApart(texts);
        }

        var within = picture.Lines.SelectMany(line => line)
            .Where(point => picture.Boxes.Any(box => box.HasInside(point)));
        Assert.Empty(within);
    }

    private static void AssertApart(IReadOnlyList<Picture.Area> areas)
    {
        foreach (var (i, area) in areas.Index())
        {
            Assert.False(areas.Skip(i + 1).Any(other => other.Overlaps(area)), $"something lies over {area}");
        }
    }
}
