# Runs beside one throw-away server until nobody uses it any more, then stops it and removes its folder.
#   sh watch.sh FOLDER PORT PROGRAMS LINGER
# A user is a file users/PID; a process that joins writes it first and looks for `stopping` afterwards, so one of the two always sees the other.
folder=$1 port=$2 programs=$3 linger=$4
cd "$folder" || exit 1
idle=0

drop_databases_of() {
  "$programs/psql" -h 127.0.0.1 -p "$port" -U postgres -d postgres -Atc "select datname from pg_database where datname like 't$1\\_%'" 2>/dev/null |
    while read -r name; do "$programs/dropdb" -h 127.0.0.1 -p "$port" -U postgres --force --if-exists "$name" 2>/dev/null; done
}

somebody() {
  found=1
  for user in users/*; do
    [ -e "$user" ] || continue
    pid=${user#users/}
    if kill -0 "$pid" 2>/dev/null; then
      found=0
    else
      rm -f "$user"
      drop_databases_of "$pid"
    fi
  done
  return $found
}

while kill -0 "$(head -n 1 server/data/postmaster.pid 2>/dev/null)" 2>/dev/null; do
  if somebody; then
    idle=0
  elif [ "$idle" -lt "$linger" ]; then
    idle=$((idle + 1))
  else
    mkdir stopping
    if somebody; then rmdir stopping; idle=0; else break; fi
  fi
  sleep 1
done

# INT ends every session at once; QUIT, if that takes more than five seconds.
for signal in INT QUIT; do
  postmaster=$(head -n 1 server/data/postmaster.pid 2>/dev/null) || break
  kill -s "$signal" "$postmaster" 2>/dev/null
  for _ in 1 2 3 4 5; do
    kill -0 "$postmaster" 2>/dev/null || break
    sleep 1
  done
done
cd / && rm -rf "$folder"
