using Soquete.Mapping;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A web server with workers, what it stands on, and what every machine has.</summary>
internal static class TypicalMap
{
    public static ProcessMap Create()
    {
        var map = new SampleMap();
        var systemd = map.Process("systemd", unit: "init.scope");
        var journal = map.Process("systemd-journal", unit: "systemd-journald.service");
        var bus = map.Process("dbus-daemon", "messagebus", "dbus.service");
        var master = map.Process("nginx", unit: "nginx.service");
        var workers = Enumerable.Range(0, 3).Select(_ => map.Process("nginx", "www-data", "nginx.service")).ToArray();
        var app = map.Process("python3", "app", "app.service");
        var database = map.Process("postgres", "postgres", "postgresql.service");
        var cache = map.Process("redis-server", "redis", "redis.service");
        var shell = map.Process("bash", "ana", "session-3.scope");
        var grep = map.Process("grep", "ana", "session-3.scope");
        var login = map.Process("sshd", unit: "ssh.service");
        var idle = map.Process("chronyd", "_chrony", "chrony.service");

        var log = map.Unix(MapRole.Listener, "/run/systemd/journal/stdout", journal);
        var system = map.Unix(MapRole.Listener, "/run/dbus/system_bus_socket", bus);
        var web = map.Unix(MapRole.Listener, "/run/app.sock", app);
        var http = map.Tcp(MapRole.Listener, "0.0.0.0:80", null, workers[0]);
        var data = map.Tcp(MapRole.Listener, "127.0.0.1:5432", null, database);
        var keys = map.Tcp(MapRole.Listener, "127.0.0.1:6379", null, cache);
        var ssh = map.Tcp(MapRole.Listener, "0.0.0.0:22", null, login);
        map.Tcp(MapRole.Listener, "127.0.0.1:323", null, idle);
        foreach (var process in (MapProcess[])[systemd, bus, master, app, database, cache, login])
        {
            map.Connect(process, log);
        }

        map.Connect(systemd, system);
        map.Connect(login, system);
        foreach (var worker in workers)
        {
            map.Connect(worker, web);
            map.Join(new MapEdge(map.Unix(MapRole.Paired, null, master), map.Unix(MapRole.Paired, null, worker))
            {
                IsDirected = false,
            });
        }

        for (var i = 0; i < 4; i++)
        {
            map.ConnectTcp(app, data, 40000 + i);
            map.Join(map.Remote($"198.51.100.{7 + i % 2}:5{i}000"), map.Accepted("192.0.2.10:80", workers[0], http));
        }

        map.ConnectTcp(app, keys, 40010, new MapProblem(MapProblemKind.FullReceiveQueue, "212 KiB are not read"));
        map.Join(map.Remote("203.0.113.9:61000"), map.Accepted("192.0.2.10:22", login, ssh));
        map.Join(map.Pipe(MapRole.Writer, 77, shell), map.Pipe(MapRole.Reader, 77, grep));
        map.Join(
            map.Tcp(MapRole.Connected, "192.0.2.10:40100", "93.184.215.14:443", app), map.Remote("93.184.215.14:443"));
        map.Gap("descriptors of 2 processes", "of other users; run as root");
        return map.Build();
    }
}
