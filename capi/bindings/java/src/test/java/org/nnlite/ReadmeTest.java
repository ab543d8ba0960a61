package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every code block of the README. */
class ReadmeTest {
  private static final Path SOURCES = Path.of(System.getProperty("nnlite.sources"));
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir
  private Path folder;

  private static List<String> blocks(String language) throws IOException {
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(SOURCES.resolve("README.md")));
    List<String> blocks = new ArrayList<>();
    while (block.find()) blocks.add(block.group(1));
    return blocks;
  }

  private static boolean isProgram(String block) {
    return block.contains("static void main(");
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Test
  void theProgramRunsByTheCommandBelowIt() throws Exception {
    String program = blocks("java").stream().filter(ReadmeTest::isProgram).findFirst().orElseThrow();
    Files.writeString(folder.resolve("First.java"), program);
    String command = blocks("sh").get(1).strip();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    assertEquals("java", words.set(0, JAVA));
    assertEquals("nnlite-1.0.0.jar", words.set(words.indexOf("-cp") + 1, CLASS_PATH));
    words.add(1, "-Dnnlite.backend=" + System.getProperty("nnlite.backend"));
    String output = run(words);
    assertTrue(output.contains("step 300: loss 0.00") && output.contains("0.0 1.0 1.0 0.0"), output);
  }

  @Test
  void theBlocksRunOneAfterAnother() throws Exception {
    StringBuilder body = new StringBuilder();
    for (String block : blocks("java")) if (!isProgram(block)) body.append(block);
    Files.writeString(folder.resolve("Blocks.java"), "import java.nio.file.*;\nimport java.util.*;\nimport org.nnlite.*;\n"
        + "class Blocks {\n  public static void main(String[] arguments) throws Exception {\n" + body
        + "Files.delete(file);\n}\n}\n");
    StringWriter problems = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      assertTrue(compiler.getTask(problems, files, null, List.of("-cp", CLASS_PATH, "-d", folder.toString()), null,
          files.getJavaFileObjects(folder.resolve("Blocks.java"))).call(), problems.toString());
    }
    String output = run(List.of(JAVA, "-Dnnlite.backend=" + System.getProperty("nnlite.backend"), "-cp",
        CLASS_PATH + java.io.File.pathSeparator + folder, "Blocks"));
    assertTrue(output.contains("SHAPE_MISMATCH in nnl_module_forward: "), output);
    assertTrue(output.contains("java.lang.IllegalStateException: not today"), output);
    double slope1 = 3 * (1 - Math.pow(Math.tanh(1), 2) + 1);
    double slope2 = 12 * (1 - Math.pow(Math.tanh(8), 2) + 1);
    Matcher gradient = Pattern.compile("\\[([0-9.]+), ([0-9.]+)\\]").matcher(output);
    assertTrue(gradient.find(), output);
    assertEquals(slope1, Double.parseDouble(gradient.group(1)), 1e-9);
    assertEquals(slope2, Double.parseDouble(gradient.group(2)), 1e-9);
  }

  @Test
  void theOtherBlocksNameWhatThereIs() throws IOException {
    String pom = Files.readString(SOURCES.resolve("pom.xml"));
    assertEquals(1, blocks("xml").size());
    Matcher element = Pattern.compile("<(groupId|artifactId|version)>[^<]*</\\1>").matcher(blocks("xml").get(0));
    int elements = 0;
    for (; element.find(); ++elements) assertTrue(pom.contains("  " + element.group() + "\n"), element.group());
    assertEquals(3, elements);
    assertEquals(2, blocks("sh").size());
    String[] install = blocks("sh").get(0).split("\n");
    Path root = SOURCES.resolve("../../..").normalize();
    assertTrue(Files.exists(root.resolve(install[0].split(" ")[1])));
    assertTrue(Files.exists(root.resolve(install[1].split(" ")[2])));
    assertEquals(List.of("sh", "capi/bindings/java/run.sh", "install"), List.of(install[0].split(" ")));
    assertEquals(2, install.length);
  }
}
