#!/bin/sh
# Builds the command into artifacts/launcher/current for the launcher, as the best kind that this machine can build:
# a native binary for net10.0 or else net9.0, ReadyToRun, or plain managed code. One line on standard error says which.

cd -P -- "${0%/*}/../.." || exit 1
launcher=artifacts/launcher
current=$launcher/current
output=$launcher/builds/$(date +%s)-$$
log=$launcher/build.log
child=

say() { printf '%s' "$*" >&2; }
fail() { printf 'soquete: %s\n' "$*" >&2; exit 1; }

stop() {
  if [ -n "$child" ]; then
    kill -TERM "-$child"
    wait "$child"
  fi
  say ' interrupted
'
  exit 1
}

# --- What goes in

sources() {
  find src Directory.* global.json -name bin -prune -o -name obj -prune -o ! -name '.*' ! -name '*~' "$@" -print0
}

# By name and content: a checkout that only touched the files needs no build.
fingerprint() {
  sources -type f | sort -z | xargs -0 sha256sum | sha256sum
}

# The launcher's question, to be sourced by it: is there something newer, or a linker where there was none?
stale() {
  printf 'newer'
  sources | tr '\0' '\n' | sed "s/'/'\\\\''/g; s/.*/ '&'/" | tr -d '\n'
  if [ "$1" = no-linker ]; then printf ' || linker_found'; fi
  printf '\n'
}

linker_found() {
  command -v clang >/dev/null || command -v gcc >/dev/null
}

unchanged() {
  [ -x "$current/soquete" ] && [ "$(cat "$current/fingerprint")" = "$(fingerprint)" ] || return 1
  if [ -e "$current/dotnet-root" ] && grep -q linker_found "$current/stale"; then ! linker_found; fi
}

# --- Building

# attempt KIND FRAMEWORK OPTION...: 0 when built into $output, 1 when another kind may be, 2 when the sources are wrong.
attempt() {
  kind=$1 framework=$2
  shift 2
  # A session of its own, so that a signal ends the compiler too. It keeps the lock's descriptor: no second build can
  # start beside what is left of this one.
  setsid dotnet publish src/Soquete.Cli -c Release -f "$framework" -o "$output" "$@" \
    "-p:SoqueteBuildKind=$kind ($framework)" "-p:SoqueteFrameworks=$framework" "-p:SoqueteArtifacts=$launcher/work" \
    -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:UseSharedCompilation=false \
    -nodeReuse:false -nologo -tl:off -v:minimal </dev/null >"$log.part" 2>&1 &
  child=$!
  wait "$child"
  status=$?
  child=
  { printf '\n==> %s for %s\n' "$kind" "$framework"; cat "$log.part"; } >>"$log"
  if [ "$status" = 0 ]; then return 0; fi
  rm -rf "$output"
  if grep -Eq 'error (CS|SYSLIB)[0-9]' "$log.part"; then return 2; fi
  return 1
}

# A compiler pack that is in no registry is remembered, for this SDK: asking takes seconds.
native() {
  for framework in net10.0 net9.0; do
    say " native for $framework …"
    absent=$launcher/no-native-$framework-$sdk
    if [ ! -e "$absent" ]; then
      attempt native "$framework" --use-current-runtime -p:PublishAot=true
      status=$?
      if [ "$status" != 1 ]; then return "$status"; fi
      if ! grep -Eq 'error NU110[123]' "$log.part"; then
        say " it does not compile or link here ($log);"
        return 1
      fi
      : >"$absent"
    fi
    say ' its compiler pack does not restore here;'
  done
  return 1
}

managed() {
  say ' ReadyToRun for net10.0 …'
  attempt ReadyToRun net10.0 --use-current-runtime --self-contained false -p:PublishReadyToRun=true
  status=$?
  if [ "$status" = 1 ]; then
    say ' it does not build here; plain managed code for net10.0 …'
    attempt managed net10.0
    status=$?
  fi
  if [ "$status" != 0 ]; then return "$status"; fi
  runtime=$(readlink -f "$(command -v dotnet)")
  printf '%s\n' "${runtime%/*}" >"$output/dotnet-root"
}

best_kind() {
  without=
  if linker_found; then
    native
    status=$?
    if [ "$status" != 1 ]; then return "$status"; fi
  else
    without=no-linker
    say ' no C compiler (clang or gcc) was found;'
  fi
  managed
}

# The switch is one rename of a link, so that a command that runs is never written over. The build before this one stays
# for those that still run it.
install() {
  mv "$output/Soquete.Cli" "$output/soquete"
  rm -f "$output"/*.dbg "$output"/*.xml
  mv "$launcher/stamp.new" "$output/stamp"
  mv "$launcher/fingerprint.new" "$output/fingerprint"
  stale "$without" >"$output/stale"
  previous=$(readlink "$current")
  ln -sfn "builds/${output##*/}" "$current.new"
  mv -T "$current.new" "$current"
  for old in "$launcher"/builds/*; do
    case ${old#"$launcher/"} in "builds/${output##*/}" | "$previous") ;; *) rm -rf "$old" ;; esac
  done
}

# The sources are what they were: only the time to compare them with moves on.
refresh() {
  without=
  if grep -q linker_found "$current/stale"; then without=no-linker; fi
  stale "$without" >"$current/stale.new"
  mv "$current/stale.new" "$current/stale"
  mv "$launcher/stamp.new" "$current/stamp"
}

failure() {
  say ' failed
'
  grep -E ': error ' "$log.part" | sed "s|$PWD/||g; s| \[[^]]*\]\$||" | sort -u | head -n 5 >&2
  fail "the command could not be built; the whole log is in $PWD/$log"
}

# --- The order of things

for tool in flock setsid; do
  command -v "$tool" >/dev/null || fail "$tool (util-linux) is needed to build the command"
done
for folder in "${DOTNET_ROOT-}" "${HOME-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
  if [ -x "$folder/dotnet" ]; then PATH=$PATH:$folder; fi
done
command -v dotnet >/dev/null || fail 'the .NET 10 SDK is needed to build the command (https://dot.net)'
if ! { mkdir -p "$launcher/builds" && true >>"$launcher/lock"; } 2>/dev/null; then
  if unchanged 2>/dev/null; then exit 0; fi
  fail "the command must be built, and $PWD/artifacts cannot be written: clone into a folder of your own"
fi
exec 9>>"$launcher/lock"
if ! flock -n 9; then
  say 'soquete: waiting for the build that another process has begun …
'
  flock 9
fi
trap stop HUP INT TERM

: >"$launcher/stamp.new"
if unchanged 2>/dev/null; then
  refresh
  exit 0
fi

# Packages need a home, and a process may have been started without one.
if [ -z "${HOME-}" ]; then HOME=$(getent passwd "$(id -u)" | cut -d: -f6); fi
if [ ! -w "$HOME" ]; then
  HOME=$PWD/$launcher/home
  mkdir -p "$HOME"
fi
export HOME DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

sdk=$(dotnet --version 2>&1) || fail "the .NET SDK does not run: $(printf '%s' "$sdk" | grep -m 1 Requested)"
fingerprint >"$launcher/fingerprint.new"
: >"$log"
if [ -e "$current" ]; then why='the sources have changed'; else why='once; about a minute'; fi
say "soquete: building the command ($why):"
began=$(date +%s)
best_kind || failure
install
say " $(($(date +%s) - began)) s
"
