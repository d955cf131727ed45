using System.Text;
using Soquete.Cli.Map.Watching;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Cli.Tests.Map.Watching;

public class KeyReaderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("\e[A", "Up")]
    [InlineData("\eOB", "Down")]
    [InlineData("\e[1;5A", "Up")]
    [InlineData("\e[5~\e[6~", "PageUp PageDown")]
    [InlineData("\e[H\e[F\e[1~\e[4~\eOH", "Home End Home End Home")]
    [InlineData("\r\n", "Enter Enter")]
    [InlineData("\u007f\b", "Backspace Backspace")]
    [InlineData("\u0015\f\u0004", "Clear Redraw Leave")]
    [InlineData("q", "Text")]
    [InlineData("\eq", "Escape Text")]
    [InlineData("\e\e[A", "Escape Up")]
    [InlineData("\e[200~\e[<0;3;4Mx", "Text")]
    [InlineData("\u0001\u0002", "")]
    public void Bytes_WhenRead_ThenTheyAreKeys(string bytes, string expected) =>
        Assert.Equal(expected, Kinds(new KeyReader().Read(Encoding.UTF8.GetBytes(bytes))));

    [Fact]
    public void Keys_WhenTheirBytesComeOneByOne_ThenTheyAreTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes("é\e[5~漢🙂\eOAq\e[1;2B");
        var reader = new KeyReader();
        var keys = bytes.SelectMany(each => reader.Read([each])).ToList();
        Assert.Equal(new KeyReader().Read(bytes), keys);
        Assert.Equal("Text PageUp Text Text Up Text Down", Kinds(keys));
        Assert.Equal(
            "é漢🙂q", string.Concat(keys.Where(key => key.Kind == KeyKind.Text).Select(key => key.Character)));
        Assert.False(reader.IsWaiting);
    }

    [Fact]
    public void Escape_WhenNothingFollows_ThenItIsAKey()
    {
        var reader = new KeyReader();
        Assert.Empty(reader.Read("\e"u8));
        Assert.True(reader.IsWaiting);
        Assert.Equal("Escape", Kinds(reader.Flush()));
        Assert.Empty(reader.Flush());
    }

    [Fact]
    public void Sequence_WhenItNeverEnds_ThenItIsNoKeyAndNotKept()
    {
        var reader = new KeyReader();
        Assert.Empty(reader.Read(Encoding.ASCII.GetBytes("\e[" + new string('1', 100))));
        Assert.Equal("Text", Kinds(reader.Read("q"u8)));
    }

    [Fact]
    public void Bytes_WhenTheyAreAnything_ThenNothingIsThrownAndLittleIsKept()
    {
        var random = SeededRandom.Create(output);
        var reader = new KeyReader();
        for (var turn = 0; turn < 2000; turn++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var text = reader.Read(bytes).Where(key => key.Kind == KeyKind.Text);
            Assert.All(text, key => Assert.False(Rune.IsControl(key.Character)));
            if (random.Next(10) == 0)
            {
                reader.Flush();
                Assert.False(reader.IsWaiting);
            }
        }
    }

    private static string Kinds(IEnumerable<Key> keys) => string.Join(' ', keys.Select(key => key.Kind));
}
