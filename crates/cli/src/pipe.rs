//! Whoever reads what a command prints may stop, as `head` does: then there is nobody left to tell, and the command ends as others do.

/// What a shell says of a command that was ended by a closed pipe: 128 and the number of the signal.
const NOBODY_READS: i32 = 141;

/// From now on a line that nobody reads ends the command, without a word.
pub(crate) fn end_when_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let words = panic.payload().downcast_ref::<String>();
        let words = words.map_or("", String::as_str);
        if words.starts_with("failed printing to stdout") && words.contains("Broken pipe") {
            std::process::exit(NOBODY_READS);
        }
        usual(panic);
    }));
}
