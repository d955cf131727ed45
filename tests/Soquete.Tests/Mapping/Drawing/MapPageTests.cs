using System.Text.Json;
using System.Text.RegularExpressions;
using Soquete.Mapping;
using Soquete.Mapping.Drawing;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>The page as text; MapPageInBrowserTests has what it does.</summary>
public partial class MapPageTests(ITestOutputHelper output)
{
    [Fact]
    public void Page_WhenWritten_ThenIsOneFileThatNeedsNothingElse()
    {
        var page = Text(TypicalMap.Create());
        Assert.StartsWith("<!doctype html>", page);
        Assert.DoesNotContain("{{", page);
        Assert.DoesNotMatch(Outside(), page);
        var nonces = Nonce().Matches(page).Select(match => match.Groups["nonce"].Value).ToList();
        Assert.Equal(4, nonces.Count);
        Assert.Single(nonces.Distinct());
        Assert.NotEqual(nonces[0], Nonce().Match(Text(TypicalMap.Create())).Groups["nonce"].Value);
    }

    [Fact]
    public void Data_WhenRead_ThenSaysWhatIsKnown()
    {
        var data = DataOf(Text(TypicalMap.Create()));
        var box = data.GetProperty("boxes").EnumerateArray().Single(box => Text(box, "title") == "redis-server[109]");
        Assert.True(box.GetProperty("problem").GetBoolean());
        var facts = box.GetProperty("facts").EnumerateArray().Select(fact => $"{fact[0]}: {fact[1]}").ToList();
        Assert.Contains("user: redis", facts);
        Assert.Contains("unit: redis.service", facts);
        Assert.Contains("command: /usr/bin/redis-server -x", facts);
        var stuck = box.GetProperty("ends").EnumerateArray().First();
        Assert.Equal("212 KiB are not read", stuck.GetProperty("problems")[0].GetString());
        Assert.Equal("← python3[107] tcp 127.0.0.1:40010", stuck.GetProperty("lines")[0].GetString());
        var edges = data.GetProperty("edges").EnumerateArray().ToList();
        Assert.Contains(edges, edge => Text(edge, "title") == "python3[107] → redis-server[109]: tcp 127.0.0.1:6379");
    }

    [Fact]
    public void Names_WhenTheyMeanHarm_ThenThePageHasTheTagsThatItHasWithoutThem()
    {
        var random = SeededRandom.Create(output);
        var tags = Tag().Matches(Text(TypicalMap.Create())).Select(match => match.Value).ToList();
        for (var i = 0; i < 20; i++)
        {
            var page = Text(RandomMap.Of(random, 30, hostile: true));
            Assert.Equal(tags, Tag().Matches(page).Select(match => match.Value));
            Assert.NotEmpty(DataOf(page).GetProperty("boxes").EnumerateArray());
        }
    }

    [Fact]
    public void Ends_WhenThousands_ThenSomeAreToldAndTheRestCounted()
    {
        var map = new SampleMap();
        var (server, client) = (map.Process("server"), map.Process("client"));
        var listener = map.Unix(MapRole.Listener, "/x", server);
        for (var i = 0; i < 5000; i++)
        {
            map.Connect(client, listener);
        }

        var data = DataOf(Text(map.Build()));
        Assert.Equal("×5000", Text(data.GetProperty("edges").EnumerateArray().Single(), "label"));
        Assert.Equal(
            [4901, 4900], data.GetProperty("boxes").EnumerateArray().Select(box => box.GetProperty("more").GetInt32()));
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static string Text(ProcessMap map) => Written.By(MapPage.Write, map);

    private static JsonElement DataOf(string page) =>
        JsonDocument.Parse(Data().Match(page).Groups["data"].Value).RootElement;

    [GeneratedRegex("""<script type="application/json" id="data">(?<data>[^<]*)</script>""")]
    private static partial Regex Data();

    [GeneratedRegex("nonce[=-]\"?(?<nonce>[0-9a-f]{32})")]
    private static partial Regex Nonce();

    /// <summary>What would be asked of the network; the name of SVG's namespace is no address.</summary>
    [GeneratedRegex("""https?://(?!www\.w3\.org/2000/svg)|\bsrc=|\bhref=(?!"data:,")|@import|url\(""")]
    private static partial Regex Outside();

    [GeneratedRegex(@"</?[a-zA-Z!][\w-]*")]
    private static partial Regex Tag();
}
