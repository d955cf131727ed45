namespace Soquete.Tests.Support.Namespaces;

/// <summary>
/// A network namespace of the test's own (network_namespaces(7)), its loopback up; gone when the test is. It needs
/// root. Abstract unix names belong to a network namespace as well; paths do not.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private static int _count;

    private NetworkNamespace(string name) => Name = name;

    /// <summary>What <c>ip netns</c> calls it.</summary>
    public string Name { get; }

    private string File => Path.Combine(LeftOverNamespaces.Folder, Name);

    public static async Task<NetworkNamespace> CreateAsync()
    {
        await LeftOverNamespaces.RemovedAsync();
        await RuntimeThreads.StartedAsync();
        var number = Interlocked.Increment(ref _count);
        var made = new NetworkNamespace(LeftOverNamespaces.NameOf(Environment.ProcessId, number));
        await IpCommand.RunAsync("netns", "add", made.Name);
        try
        {
            await made.IpAsync("link set lo up");
            made.Run(NamespaceSettings.Set);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>The words after <c>ip</c> that run a program inside, in the process that <c>ip</c> was.</summary>
    public string[] Words(string program, params string[] arguments) =>
        ["netns", "exec", Name, program, .. arguments];

    /// <summary>Runs commands of ip(8) inside, a line each.</summary>
    public Task<string> IpAsync(string lines) => IpCommand.RunAllAsync(Name, lines);

    /// <summary>
    /// Runs a function inside, on a thread of its own, and waits for it. A socket stays for ever in the namespace that
    /// it was opened in, whoever uses it later: so one process can have sockets in many. What runs inside must not
    /// start threads, nor give work to the pool, which may start one for it: that would be born inside, and stay
    /// there for other tests to run on. Where that has happened, this throws.
    /// </summary>
    public T Run<T>(Func<T> function) => NamespaceThread.Run(File, function);

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Action action) => NamespaceThread.Run(File, () =>
    {
        action();
        return true;
    });

    /// <summary>
    /// Runs an asynchronous function inside: it starts on a thread of its own, and goes on there after each await,
    /// until its task is complete. What was awaited with ConfigureAwait(false), as all is in src/Soquete, goes on
    /// outside, on the pool: of the library's own calls only what happens before their first real wait is inside.
    /// Binding and connecting datagram sockets by literal addresses is done by then; a TCP connection's socket is
    /// open by then; names are resolved outside.
    /// </summary>
    public Task<T> RunAsync<T>(Func<Task<T>> function) => NamespaceThread.RunAsync(File, function);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<Task> function) => RunAsync(async () =>
    {
        await function();
        return true;
    });

    /// <summary>Takes its name away; it and its links end with the last process and socket in it.</summary>
    public async ValueTask DisposeAsync() => await IpCommand.RunAsync("netns", "delete", Name);
}
