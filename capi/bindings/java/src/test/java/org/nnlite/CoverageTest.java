package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The binding has all that the header has. */
class CoverageTest {
  private static final Path SOURCES = Path.of(System.getProperty("nnlite.sources"));
  private static final Set<String> GENERATED =
      Set.of("Native.java", "JnaNative.java", "FfmNative.java", "Constants.java", "Layout.java");

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES.resolve("src/main"))) {
      return all.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !GENERATED.contains(path.getFileName().toString())).collect(Collectors.toList());
    }
  }

  private static String handWritten() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files()) text.append(Files.readString(file));
    return text.toString();
  }

  private static String generated(String file) throws IOException {
    return Files.readString(SOURCES.resolve("src/main/java/org/nnlite").resolve(file));
  }

  private static void assertAllUsed(Pattern declared, String declarations, String prefix) throws IOException {
    String text = handWritten();
    Set<String> unused = new TreeSet<>();
    int count = 0;
    for (Matcher match = declared.matcher(declarations); match.find(); ++count)
      if (!Pattern.compile(Pattern.quote(prefix + match.group(1)) + "\\b").matcher(text).find()) unused.add(match.group(1));
    assertTrue(count > 30, "found only " + count + " declarations");
    assertEquals(Set.of(), unused);
  }

  @Test
  void everyFunctionIsUsed() throws IOException {
    assertAllUsed(Pattern.compile("abstract \\w+ (nnl_\\w+)\\("), generated("Native.java"), "");
  }

  @Test
  void everyConstantIsUsed() throws IOException {
    assertAllUsed(Pattern.compile("int (NNL_\\w+) ="), generated("Constants.java"), "Constants.");
  }

  @Test
  void everyFieldIsUsed() throws IOException {
    String text = handWritten();
    Set<String> unused = new TreeSet<>();
    String struct = "";
    for (String line : generated("Layout.java").split("\n")) {
      Matcher opening = Pattern.compile("static final class (\\w+)").matcher(line);
      Matcher field = Pattern.compile("static final int (\\w+) =").matcher(line);
      if (opening.find()) struct = opening.group(1);
      if (!field.find() || Set.of("RESERVED", "STRUCT_SIZE").contains(field.group(1))) continue;
      String name = "Layout." + struct + "." + field.group(1);
      boolean used = text.contains(name + ")") || text.contains(name + ",") || text.contains(name + ";");
      if (!used) unused.add(name);
    }
    assertEquals(Set.of(), unused);
  }

  @Test
  void rawDeclarationsAreThoseOfTheHeader() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("python3", SOURCES.resolve("generate.py").toString(), "--check")
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void filesAreSmall() throws IOException {
    for (Path file : files()) {
      long lines = Files.readString(file).lines().count();
      assertTrue(lines <= 800, file + " has " + lines + " lines");
    }
  }
}
