namespace Soquete.Tests.Support.Peers;

/// <summary>The Python of <see cref="DescriptorPeer"/>.</summary>
internal static class DescriptorScripts
{
    /// <summary>Opens an end, and tells of a failed call by errno's name.</summary>
    private const string Beginning = """
        import array, errno, fcntl, os, select, socket, stat, struct, sys, tempfile

        KINDS = {"stream": socket.SOCK_STREAM, "dgram": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}

        def say(*words):
            print(*words, flush=True)

        def failed(kind, error, trace):
            if isinstance(error, OSError):
                say("failed", errno.errorcode.get(error.errno, error.errno))
            else:
                sys.__excepthook__(kind, error, trace)

        sys.excepthook = failed

        def open_end(kind, role, name, prepare=lambda end: None):
            name = "\0" + name[1:] if name.startswith("@") else name
            end = socket.socket(socket.AF_UNIX, KINDS[kind])
            prepare(end)
            if role == "connect":
                if kind == "dgram":
                    end.bind("")  # a free abstract name, unix(7): so that the other side can answer
                end.connect(name)
            else:
                end.bind(name)
                if kind != "dgram":
                    end.listen()
                    say("ready")
                    end, _ = end.accept()
                    prepare(end)
                    return end
            say("ready")
            return end

        def find_other(end, kind, role):
            if kind == "dgram" and role == "listen":
                end.connect(end.recvfrom(1 << 16)[1])


        """;

    public const string Receive = Beginning + """
        kind, role, name, use, messages, credentials = sys.argv[1:]

        def prepare(end):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, int(credentials))

        def is_over(end):
            poll = select.poll()
            poll.register(end, select.POLLRDHUP)
            return kind != "dgram" and poll.poll(0) != []

        def kind_of(fd):
            mode = os.fstat(fd).st_mode
            tests = {"file": stat.S_ISREG, "pipe": stat.S_ISFIFO, "socket": stat.S_ISSOCK,
                     "directory": stat.S_ISDIR, "device": stat.S_ISCHR}
            return next((kind for kind, test in tests.items() if test(mode)), "other")

        def use_it(fd):
            access = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE
            how, _, word = use.partition(":")
            if how == "write" and access != os.O_RDONLY:
                os.write(fd, word.encode())
                return "wrote " + word
            if how == "read" and access != os.O_WRONLY and not stat.S_ISDIR(os.fstat(fd).st_mode):
                return "read " + os.read(fd, 1 << 16).decode("utf-8", "backslashreplace")
            return "closed"

        end = open_end(kind, role, name, prepare)
        if kind == "dgram" and role == "connect":
            end.send(b"")
        left = int(messages) or -1
        while left != 0:
            room = socket.CMSG_SPACE(253 * 4) + socket.CMSG_SPACE(12)
            data, control, flags, _ = end.recvmsg(1 << 18, room, socket.MSG_CMSG_CLOEXEC)
            descriptors = array.array("i")
            for level, what, payload in control:
                if what == socket.SCM_RIGHTS:
                    descriptors.frombytes(payload[:len(payload) - len(payload) % 4])
            if not data and not descriptors and is_over(end):
                say("end")
                break
            cut = ["cut"] * bool(flags & socket.MSG_TRUNC) + ["control-cut"] * bool(flags & socket.MSG_CTRUNC)
            say("message", len(data), "descriptors", len(descriptors), *cut)
            for level, what, payload in control:
                if what == socket.SCM_CREDENTIALS:
                    say("credentials", *struct.unpack("iII", payload))
            for index, fd in enumerate(descriptors):
                said = use_it(fd)
                if use != "close":
                    say("descriptor", index, kind_of(fd), said)
                os.close(fd)
            left -= 1
        """;

    public const string Send = Beginning + """
        kind, role, name, size, messages, *wanted = sys.argv[1:]
        kept = []

        def make(index, what, text):
            if what == "file":
                with tempfile.TemporaryFile() as file:
                    file.write(text)
                    file.seek(0)
                    return os.dup(file.fileno())
            if what == "socket":
                sent, ours = socket.socketpair()
                ours.sendall(text)
                kept.append((index, ours.detach()))
                return sent.detach()
            if what == "null":
                return os.open("/dev/null", os.O_RDWR)
            reader, writer = os.pipe()
            if what == "pipe-in":
                kept.append((index, reader))
                return writer
            os.write(writer, text)
            os.close(writer)
            return reader

        descriptors = []
        for index, word in enumerate(wanted):
            what, _, text = word.partition(":")
            descriptors.append(make(index, what, text.encode()))
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        payload = (b"0123456789" * (int(size) // 10 + 1))[:int(size)]
        end = open_end(kind, role, name)
        find_other(end, kind, role)
        left = int(messages) or -1
        while left != 0:
            say("sent", end.sendmsg([payload], rights), "descriptors", len(descriptors))
            left -= 1
        for fd in descriptors:
            os.close(fd)
        if kind != "dgram":
            end.shutdown(socket.SHUT_WR)
        for index, fd in kept:
            with open(fd, "rb") as file:
                say("written", index, file.read().decode())
        say("end")
        """;

    public const string SendCredentials = Beginning + """
        kind, role, name, text, user, pid, uid, gid = sys.argv[1:]
        if user:
            os.setgroups([])
            os.setgid(int(user))
            os.setuid(int(user))
        own = (os.getpid(), os.getuid(), os.getgid())
        told = [int(given) if given else mine for given, mine in zip((pid, uid, gid), own)]
        end = open_end(kind, role, name)
        find_other(end, kind, role)
        say("credentials", *told)
        control = [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, struct.pack("iII", *told))]
        say("sent", end.sendmsg([text.encode()], control))
        say("end")
        """;
}
