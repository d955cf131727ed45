using System.Security.Cryptography;
using System.Text;
using Soquete.Mapping.Drawing.Page;
using Soquete.Streams;

namespace Soquete.Mapping.Serving;

/// <summary>Answers browsers: the page, and its events for as long as it is open.</summary>
internal sealed class MapViewing(
    MapFeed feed, string token, HostCheck hosts, MapPageServerOptions options, CancellationToken stop)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>Serves one connection, which has one request.</summary>
    public async Task ServeAsync(StreamConnection connection, CancellationToken abandon)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(abandon, stop);
        limit.CancelAfter(options.Patience);
        var (request, problem) = await ReceiveAsync(connection, limit.Token).ConfigureAwait(false);
        var status = request is null ? problem : Check(request);
        if (status == HttpStatus.Ok && request is { Method: "GET" } && PlaceOf(request) == "events")
        {
            await ShowAsync(connection, abandon).ConfigureAwait(false);
            return;
        }

        var isHead = request?.Method == "HEAD";
        var answer = status != HttpStatus.Ok ? HttpAnswer.Refusal(status, isHead)
            : PlaceOf(request!) == "events" ? HttpAnswer.EventsHead()
            : Page(isHead);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        patience.CancelAfter(options.Patience);
        await connection.SendAsync(answer, patience.Token).ConfigureAwait(false);
        await connection.CloseAsync(patience.Token).ConfigureAwait(false);
    }

    private static byte[] Page(bool isHead)
    {
        using var page = new StringWriter();
        var policy = PageHtml.Write([], page);
        return HttpAnswer.Page(page.ToString(), policy, isHead);
    }

    /// <summary>What follows the token in the path; null where it has no such part.</summary>
    private static string? PlaceOf(HttpRequest request)
    {
        var slash = request.Path.IndexOf('/', 1);
        return slash < 0 ? null : request.Path[(slash + 1)..];
    }

    private static async Task<(HttpRequest? Request, HttpStatus Problem)> ReceiveAsync(
        StreamConnection connection, CancellationToken limit)
    {
        var buffer = new byte[HttpRequest.MostBytes];
        var count = 0;
        try
        {
            while (count < buffer.Length)
            {
                var received = await connection.ReceiveAsync(buffer.AsMemory(count), limit).ConfigureAwait(false);
                count += received;
                var end = HttpRequest.EndOf(buffer.AsSpan(0, count));
                if (end >= 0 || received == 0)
                {
                    var head = buffer.AsSpan(0, Math.Max(end, 0));
                    return HttpRequest.TryParse(head, out var request, out var problem)
                        ? (request, HttpStatus.Ok) : (null, problem);
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (null, HttpStatus.RequestTimeout);
        }

        return (null, HttpStatus.HeadersTooLarge);
    }

    private HttpStatus Check(HttpRequest request)
    {
        var slash = request.Path.IndexOf('/', 1);
        var given = Encoding.ASCII.GetBytes(slash < 0 ? request.Path[1..] : request.Path[1..slash]);
        return !hosts.Takes(request.Host) || !CryptographicOperations.FixedTimeEquals(given, _token)
            ? HttpStatus.Forbidden
            : request.Method is not ("GET" or "HEAD") ? HttpStatus.MethodNotAllowed
            : PlaceOf(request) is "" or "events" ? HttpStatus.Ok
            : HttpStatus.NotFound;
    }

    /// <summary>Sends maps for as long as somebody looks.</summary>
    private async Task ShowAsync(StreamConnection connection, CancellationToken abandon)
    {
        if (!feed.TryEnter(options.MostViewers))
        {
            await connection.SendAsync(HttpAnswer.Refusal(HttpStatus.Unavailable), abandon).ConfigureAwait(false);
            await connection.CloseAsync(abandon).ConfigureAwait(false);
            return;
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(abandon, stop);
        var watching = WatchAsync(connection, gone);
        try
        {
            await SendAsync(connection, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was closed, or serving ends.
        }
        finally
        {
            feed.Leave();
            await gone.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private async Task SendAsync(StreamConnection connection, CancellationToken gone)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        patience.CancelAfter(options.Patience);
        await connection.SendAsync(HttpAnswer.EventsHead(), patience.Token).ConfigureAwait(false);
        MapFeed.Frame? frame = null;
        while (true)
        {
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
            frame = await feed.NextAsync(frame).WaitAsync(gone).ConfigureAwait(false);
            // A viewer that does not take it by then is dropped; its browser tries again.
            patience.CancelAfter(options.Patience);
            await connection.SendAsync(frame.Bytes, patience.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Notices that a page was closed while nothing is sent to it.</summary>
    private static async Task WatchAsync(StreamConnection connection, CancellationTokenSource gone)
    {
        var dropped = new byte[256];
        try
        {
            while (await connection.ReceiveAsync(dropped, gone.Token).ConfigureAwait(false) > 0)
            {
                // A browser has nothing more to say.
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone, one way or the other.
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }
}
