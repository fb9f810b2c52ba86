//! A new folder of messages is noticed, not only a changed one.

fn main() {
    println!("cargo::rerun-if-changed=languages");
}
