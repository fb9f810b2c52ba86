//! The messages are part of the program: a new file among them is a change of it.

fn main() {
    println!("cargo::rerun-if-changed=languages");
}
