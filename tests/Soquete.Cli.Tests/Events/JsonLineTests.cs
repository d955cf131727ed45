using System.Text.Json;
using Soquete.Cli.Events;

namespace Soquete.Cli.Tests.Events;

public class JsonLineTests
{
    [Fact]
    public void Line_WhenValuesAreOfEachKind_ThenAnyReaderReadsThem()
    {
        var line = JsonLine.Of(
            ("text", "a \"b\"\n\u0001 é"), ("yes", true), ("n", 42), ("big", long.MaxValue),
            ("list", new[] { "x", "y" }), ("none", null));
        using var read = JsonDocument.Parse(line);
        Assert.DoesNotContain('\n', line);
        Assert.Equal("a \"b\"\n\u0001 é", read.RootElement.GetProperty("text").GetString());
        Assert.True(read.RootElement.GetProperty("yes").GetBoolean());
        Assert.Equal(42, read.RootElement.GetProperty("n").GetInt32());
        Assert.Equal(long.MaxValue, read.RootElement.GetProperty("big").GetInt64());
        Assert.Equal(2, read.RootElement.GetProperty("list").GetArrayLength());
        Assert.False(read.RootElement.TryGetProperty("none", out _));
    }

    [Fact]
    public void Line_WhenFieldsHaveAnOrder_ThenItIsKept() =>
        Assert.Equal("""{"event":"x","address":"tcp:80"}""", JsonLine.Of(("event", "x"), ("address", "tcp:80")));

    [Fact]
    public void Line_WhenAValueHasNoPlaceInJson_ThenItIsAnError() =>
        Assert.Throws<ArgumentException>(() => JsonLine.Of(("x", TimeSpan.Zero)));
}
