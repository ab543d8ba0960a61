//! Lets the tests and examples of this crate find the library that they were linked with.

fn main() {
    if let Ok(folder) = std::env::var("DEP_NNLITE_FOLDER") {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
