using System.Collections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Soquete.Kestrel.Connections;

/// <summary>
/// The features of a connection: its own, which need no memory, and the few that the server adds. It is looked through
/// seldom and there is one for each connection, so it is a list and not a table.
/// </summary>
internal sealed class ConnectionFeatures(object connection) : IFeatureCollection
{
    /// <summary>How many features the server is wont to add.</summary>
    private const int Usual = 6;

    private static readonly Type[] Own =
    [
        typeof(IConnectionIdFeature), typeof(IConnectionTransportFeature), typeof(IConnectionItemsFeature),
        typeof(IConnectionLifetimeFeature), typeof(IConnectionEndPointFeature), typeof(IMemoryPoolFeature),
        typeof(ISoqueteConnectionFeature),
    ];

    private readonly List<KeyValuePair<Type, object?>> _set = new(Usual);

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    /// <summary>A feature; one that was set, also to null, hides the connection's own.</summary>
    public object? this[Type key]
    {
        get
        {
            var index = IndexOf(key);
            return index >= 0 ? _set[index].Value : Own.Contains(key) ? connection : null;
        }

        set
        {
            var index = IndexOf(key);
            if (index < 0)
            {
                _set.Add(new(key, value));
            }
            else
            {
                _set[index] = new(key, value);
            }

            Revision++;
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator()
    {
        foreach (var key in _set.Select(pair => pair.Key).Union(Own))
        {
            if (this[key] is { } feature)
            {
                yield return new(key, feature);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(Type key) => _set.FindIndex(pair => pair.Key == key);
}
