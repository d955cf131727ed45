using System.Text;
using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class UnixNameTests
{
    [Theory]
    [InlineData("/", "x")]
    [InlineData("@", "x")]
    [InlineData("/é", "x")]
    [InlineData("@漢😀", "x")]
    public void Parse_WhenTheNameFillsTheSocketName_ThenIsTakenAndOneByteMoreIsNot(string start, string filling)
    {
        var limit = UnixAddress.MaxNameBytes + (start[0] == '@' ? 1 : 0);
        var name = start + string.Concat(Enumerable.Repeat(filling, limit - Encoding.UTF8.GetByteCount(start)));
        Assert.Equal(name, Assert.IsType<UnixAddress>(Address.Parse($"unix:{name}")).Name);
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"unix:{name}{filling}"));
        Assert.EndsWith("has at most 107 bytes, and this one has 108", e.Problem);
        Assert.Throws<FormatException>(() => new UnixAddress(name + filling));
    }

    [Fact]
    public void Parse_WhenCharactersAreFewButBytesMany_ThenCountsBytes() =>
        Assert.Contains(
            "has 109",
            Assert.Throws<AddressFormatException>(() => Address.Parse($"unix:/{new string('é', 54)}")).Problem);

    [Theory]
    [InlineData("mode=600")]
    [InlineData("user=0")]
    [InlineData("group=root")]
    public void Parse_WhenAnAbstractNameHasAFilesOption_ThenThrows(string option)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"unix:@name,{option}"));
        Assert.StartsWith("an abstract name has no file", e.Problem);
    }

    [Fact]
    public void Parse_WhenAnAbstractNameIsGuardedByUid_ThenIsTaken() =>
        Assert.Equal("unix:@name,allow-uid=0", Address.Parse("unix:@name,allow-uid=0").ToString());

    [Fact]
    public void IsAbstract_WhenTheNameBeginsWithAt_ThenIsTrue()
    {
        Assert.True(new UnixAddress("@x").IsAbstract);
        Assert.False(new UnixAddress("x@").IsAbstract);
    }
}
