using Soquete.Addresses;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Addresses;

public class AddressRoundTripTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;

    [Fact]
    public void Parse_WhenAValidAddressIsFormatted_ThenGivesAnEqualOne()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Rounds; i++)
        {
            var address = RandomAddress.Next(random);
            var text = address.ToString();
            var parsed = Address.Parse(text);
            Assert.True(parsed.Equals(address), $"{text} became {parsed}");
            Assert.Equal(address.GetHashCode(), parsed.GetHashCode());
            Assert.Equal(text, parsed.ToString());
        }
    }

    [Fact]
    public void Generator_WhenRunLong_ThenUsesEachOptionOfEachScheme()
    {
        var random = SeededRandom.Create(output);
        var addresses = Enumerable.Range(0, Rounds).Select(_ => RandomAddress.Next(random)).ToArray();
        foreach (var scheme in AddressScheme.All)
        {
            var own = addresses.Where(address => address.Scheme == scheme.Name).ToArray();
            Assert.NotEmpty(own);
            Assert.All(scheme.Options, option => Assert.Contains(own, address => option.ValuesOf(address).Any()));
        }
    }
}
