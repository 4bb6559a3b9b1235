//! A database that is filled once for each test program and copied for each test.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::cluster::Cluster;

/// The name of this test program's mould: another build of it makes another.
fn name() -> String {
    let program = std::env::current_exe().expect("our own path");
    let built = fs::metadata(&program).and_then(|it| it.modified()).ok();
    let mut hasher = DefaultHasher::new();
    (program, built).hash(&mut hasher);
    format!("mould_{:016x}", hasher.finish())
}

/// Makes the mould if nobody has: `fill` gets its address and lets go of it again. Programs take turns.
pub(crate) async fn filled(cluster: &Cluster, fill: impl AsyncFnOnce(String)) -> String {
    let name = name();
    let done = cluster.folder().join(format!("{name}.filled"));
    if done.exists() {
        return name;
    }
    let lock = File::create(cluster.folder().join(format!("{name}.lock")));
    let lock = lock.expect("a lock file in our own folder");
    lock.lock().expect("a lock on our own file");
    if !done.exists() {
        // Who was killed while filling it left it half full.
        cluster.drop(&name);
        cluster.create(&name, "template0");
        fill(cluster.address(&name)).await;
        fs::write(&done, "").expect("a file in our own folder");
    }
    name
}
