using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Tests.Tour;

public class StopListTests
{
    public static TheoryData<string> Stops => [.. StopList.All.Select(stop => stop.Name)];

    [Fact]
    public void Names_WhenListed_ThenAreDistinctWords()
    {
        Assert.Distinct(StopList.All.Select(stop => stop.Name));
        Assert.All(StopList.All, stop => Assert.Matches("^[a-z][a-z0-9-]*$", stop.Name));
        Assert.All(StopList.All, stop => Assert.Matches("^.*[^.]$", stop.Summary));
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void Roles_WhenTheyMeet_ThenSomebodyListens(string name)
    {
        var stop = StopList.Named(name);
        Assert.Distinct(stop.Roles.Select(role => role.Name));
        var listening = stop.Roles.Where(HasAddress).Select(role => role.Name).ToList();
        var roles = stop.Roles.Select(role => role.Name).ToList();
        Assert.Subset(listening.ToHashSet(), stop.Roles.Select(role => role.ConnectsTo).OfType<string>().ToHashSet());
        Assert.Subset(roles.ToHashSet(), stop.Lessons.Select(lesson => lesson.Role).ToHashSet());
        Assert.NotEmpty(stop.Checks);
    }

    /// <summary>Of its own, or the one of the role before it, which it joins.</summary>
    private static bool HasAddress(Role role) => (role.ListensOn ?? (object?)role.ConnectsTo) is not null;

    [Theory]
    [MemberData(nameof(Stops))]
    public void Part_WhenWrittenAsAWord_ThenIsReadAgain(string name)
    {
        var stop = StopList.Named(name);
        Assert.All(stop.Roles, role => Assert.Equal((stop, role), PartWord.Parse(PartWord.Of(stop, role))));
        Assert.All(stop.Roles, role => Assert.True(PartWord.IsOne(PartWord.Of(stop, role))));
        Assert.False(PartWord.IsOne(name));
    }
}
