using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Support.SelfTests;

/// <summary>Alone, and so after the tests that run side by side: none of them may have left one either.</summary>
[Collection(AloneCollection.Name)]
public class NamespacesLeftTests
{
    [RootFact]
    public async Task Namespaces_WhenTheirTestsAreOver_ThenNoneIsLeft()
    {
        await using (await RoutedPair.CreateAsync())
        {
            Assert.Equal(3, LeftOverNamespaces.Of(Environment.ProcessId).Length);
        }

        Assert.Empty(LeftOverNamespaces.Of(Environment.ProcessId));
    }
}
