package org.nnlite;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds libnnlite and the back end that calls it, once for the process. */
final class Library {
  static final Backend BACKEND = open();
  static final Native NNL = BACKEND.functions();

  private static final int FIRST_JAVA_WITH_FOREIGN_FUNCTIONS = 22;
  private static final int MAJOR_UNIT = 10000;

  static {
    int version = NNL.nnl_version();
    if (version / MAJOR_UNIT != Constants.NNL_VERSION_MAJOR)
      throw new UnsatisfiedLinkError("nnlite: the library's version is " + version + ", this binding is for major version "
          + Constants.NNL_VERSION_MAJOR);
    NnliteException.prepare();
  }

  private Library() {}

  private static Backend open() {
    String library = find();
    String wanted = System.getProperty("nnlite.backend", "");
    boolean foreign = wanted.isEmpty()
        ? Runtime.version().feature() >= FIRST_JAVA_WITH_FOREIGN_FUNCTIONS && isThere("org.nnlite.FfmBackend")
        : wanted.equals("ffm");
    if (!foreign && !wanted.isEmpty() && !wanted.equals("jna"))
      throw new UnsatisfiedLinkError("nnlite: the property nnlite.backend is '" + wanted + "', neither ffm nor jna");
    if (!foreign && !isThere("com.sun.jna.Native"))
      throw new UnsatisfiedLinkError("nnlite: before Java 22 it needs JNA (net.java.dev.jna:jna) on the class path");
    String name = foreign ? "org.nnlite.FfmBackend" : "org.nnlite.JnaBackend";
    try {
      return (Backend) Class.forName(name).getDeclaredConstructor(String.class).newInstance(library);
    } catch (ReflectiveOperationException problem) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      UnsatisfiedLinkError error = new UnsatisfiedLinkError("nnlite: cannot load " + library
          + " (NNLITE_LIBRARY or -Dnnlite.library names the file): " + cause.getMessage());
      error.initCause(cause);
      throw error;
    }
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Library.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | UnsupportedClassVersionError missing) {
      return false;
    }
  }

  /** The path that the user named, else that of a library beside this code, else its name for the system's loader. */
  private static String find() {
    String named = System.getProperty("nnlite.library", System.getenv("NNLITE_LIBRARY"));
    if (named != null && !named.isEmpty()) return new File(named).getAbsolutePath();
    String file = System.mapLibraryName("nnlite");
    try {
      Path here = Path.of(Library.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path beside = (Files.isDirectory(here) ? here : here.getParent()).resolve(file);
      if (Files.exists(beside)) return beside.toString();
    } catch (URISyntaxException | RuntimeException unknownPlace) {
      return file;
    }
    return file;
  }
}
