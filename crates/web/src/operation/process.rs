//! What the system knows of this process, where it is Linux.

/// What the system knows of this process.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Process {
    /// Memory held, bytes.
    pub(super) resident_bytes: u64,
    /// Processor time used, seconds.
    pub(super) cpu_seconds: f64,
    /// Open files and sockets.
    pub(super) open_files: u64,
}

/// Clock ticks a second in `/proc/self/stat`: 100 on every Linux that Rust runs on.
const TICKS: f64 = 100.0;

/// What the system knows now; none elsewhere.
pub(super) fn now() -> Option<Process> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let open_files = std::fs::read_dir("/proc/self/fd").ok()?.count() as u64;
    Some(Process {
        resident_bytes: resident(&status)?,
        cpu_seconds: cpu(&stat)?,
        open_files,
    })
}

fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// User and system time: fields 14 and 15, counted after the name in brackets, which may hold anything (proc(5)).
fn cpu(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_counted_after_a_name_that_holds_brackets() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0";
        assert_eq!(cpu(stat), Some(3.0));
        assert_eq!(resident("Name:\tx\nVmRSS:\t  2048 kB\n"), Some(2 << 20));
        assert_eq!((cpu(""), resident("")), (None, None));
    }
}
