using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Soquete.Kestrel.Tests.Support;

/// <summary>One line of a server's log.</summary>
internal sealed record LogEntry(string Category, LogLevel Level, EventId Id, string Text, Exception? Failure)
{
    public override string ToString() => $"{Level} {Category}[{Id.Id}] {Text} {Failure}";
}

/// <summary>Keeps what a server logs.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    public IEnumerable<LogEntry> OfTransport => _entries.Where(entry => entry.Category == "Soquete.Kestrel");

    public ILogger CreateLogger(string categoryName) => new Collecting(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collecting(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => collector._entries.Enqueue(
                new LogEntry(category, logLevel, eventId, formatter(state, exception), exception));
    }
}
