//! Finds libnnlite: in the folder of the file that NNLITE_LIBRARY names, or by pkg-config.
use std::{env, path::Path};

fn main() {
    println!("cargo:rerun-if-env-changed=NNLITE_LIBRARY");
    let folder = match env::var_os("NNLITE_LIBRARY").filter(|library| !library.is_empty()) {
        Some(library) => {
            let folder = Path::new(&library)
                .parent()
                .expect("NNLITE_LIBRARY is the path of a file");
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=dylib=nnlite");
            Some(folder.to_owned())
        }
        None => match pkg_config::Config::new().atleast_version("1").probe("nnlite") {
            Ok(library) => library.link_paths.into_iter().next(),
            Err(error) => {
                panic!("libnnlite: set NNLITE_LIBRARY to its absolute path, or install it. {error}")
            }
        },
    };
    if let Some(folder) = folder {
        // For the build script of the crate `nnlite`: DEP_NNLITE_FOLDER.
        println!("cargo:folder={}", folder.display());
    }
}
