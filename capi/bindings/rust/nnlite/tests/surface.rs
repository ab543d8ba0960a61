//! The binding is the whole header, and its raw declarations are what the header gives.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The texts of all Rust files under a folder.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let texts = entries.map(|path| match path.extension() {
        _ if path.is_dir() => sources(&path),
        Some(kind) if kind == "rs" => std::fs::read_to_string(&path).unwrap(),
        _ => String::new(),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The words of a text that are names of C.
fn names(text: &str) -> std::collections::BTreeSet<&str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words
        .filter(|word| word.starts_with("nnl_") || word.starts_with("NNL_"))
        .collect()
}

#[test]
fn raw_declarations_are_those_of_the_header() {
    let script = folder().join("generate.py");
    let done = Command::new("python3")
        .arg(script)
        .arg("--check")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn every_function_and_constant_of_the_header_is_used() {
    let raw = std::fs::read_to_string(folder().join("nnlite-sys/src/raw.rs")).unwrap();
    let layer = sources(&folder().join("nnlite/src"));
    let used = names(&layer);
    // What the constants below say is otherwise done by types: success, versions and the only device.
    let known = [
        "NNL_OK",
        "NNL_VERSION_MAJOR",
        "NNL_VERSION_MINOR",
        "NNL_VERSION_PATCH",
        "NNL_DEVICE_CPU",
    ];
    let declared = raw.lines().filter_map(|line| {
        let line = line.trim_start();
        let name = line
            .strip_prefix("pub fn ")
            .or_else(|| line.strip_prefix("pub const "))?;
        name.split(['(', ':']).next()
    });
    let declared: Vec<&str> = declared.collect();
    assert!(
        declared.len() > 380,
        "only {} declarations were found",
        declared.len()
    );
    let missing: Vec<_> = declared
        .iter()
        .filter(|name| !used.contains(*name) && !known.contains(*name))
        .collect();
    assert!(missing.is_empty(), "not in the binding: {missing:?}");
}

#[test]
fn every_field_of_an_option_struct_is_used() {
    let raw = std::fs::read_to_string(folder().join("nnlite-sys/src/raw.rs")).unwrap();
    let layer = sources(&folder().join("nnlite/src"));
    for field in raw
        .lines()
        .filter_map(|line| line.strip_prefix("    pub ")?.split(':').next())
    {
        if field.starts_with("fn ") || ["struct_size", "reserved", "device"].contains(&field) {
            continue;
        }
        assert!(layer.contains(field), "no field '{field}' in the binding");
    }
}

#[test]
fn the_library_is_of_the_header_s_major_version() {
    assert_eq!(nnlite::version() / 10000, nnlite_sys::NNL_VERSION_MAJOR);
}
