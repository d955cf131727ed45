namespace Soquete.Benchmarking.Measuring;

/// <summary>Requests in the order in which they were sent: one adds at the end, another takes from the front.</summary>
internal sealed class PendingQueue(int capacity)
{
    private readonly PendingRequest[] _requests = new PendingRequest[capacity];
    private long _added;
    private long _taken;

    public int Count => (int)(Volatile.Read(ref _added) - Volatile.Read(ref _taken));

    public void Add(in PendingRequest request)
    {
        _requests[_added % _requests.Length] = request;
        Volatile.Write(ref _added, _added + 1);
    }

    /// <summary>Takes the oldest; only where there is one.</summary>
    public PendingRequest Take()
    {
        var request = _requests[_taken % _requests.Length];
        Volatile.Write(ref _taken, _taken + 1);
        return request;
    }
}
