package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lstmc.core.LstmcException;

/**
 * Writes an exported design: cores and top in {@code rtl}, memory images in {@code mem}, bench,
 * stimulus and expected outputs in {@code tb}, and {@code Makefile}, {@code files.f}, {@code
 * design.json}. The same design gives the same bytes. The folder appears whole or not at all.
 */
public final class RtlFolder {
  private RtlFolder() {}

  /**
   * Writes one design.
   *
   * @param folder replaced if it is an earlier export, otherwise it must be absent or empty
   */
  public static void write(Path folder, RtlDesign design) {
    write(folder, List.of(design));
  }

  /** Writes several designs that are simulated together. */
  public static void write(Path folder, List<RtlDesign> designs) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      requireOurs(target);
      Files.createDirectories(target.getParent());
      Path fresh = Files.createTempDirectory(target.getParent(), "." + target.getFileName());
      try {
        for (Map.Entry<String, byte[]> f : files(designs).entrySet()) {
          Path to = fresh.resolve(f.getKey());
          Files.createDirectories(to.getParent());
          Files.write(to, f.getValue());
        }
        replace(fresh, target);
      } finally {
        delete(fresh);
      }
    } catch (IOException e) {
      throw LstmcException.badInput("cannot write %s: %s", folder, e);
    }
  }

  /** Every file of the folder by its path, in the order written. */
  static Map<String, byte[]> files(List<RtlDesign> designs) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    Set<String> sources = new LinkedHashSet<>();
    for (RtlDesign d : designs) {
      for (String source : d.sources()) {
        String path = "rtl/" + source.substring(source.lastIndexOf('/') + 1);
        sources.add(path);
        all.put(path, resource(source));
      }
    }
    for (RtlDesign d : designs) {
      ExpectedBeats beats = new ExpectedBeats(d);
      sources.add("rtl/" + d.top() + ".v");
      put(all, "rtl/" + d.top() + ".v", GeneratedText.top(d));
      for (MemoryImage m : d.memories()) {
        put(all, m.path(), m.text());
        put(all, m.livePath(), m.liveText());
      }
      put(all, "tb/" + d.name() + ".stimulus.hex", MemoryImage.hex(d.stimulus(), d.inputBits()));
      put(
          all,
          "tb/" + d.name() + ".expected.hex",
          MemoryImage.hex(beats.lines, ExpectedBeats.lineBits(d.lanes(), d.wordBits())));
      put(all, "tb/" + d.name() + ".expected.txt", expectedText(d));
      for (RtlProbe p : d.probes()) {
        put(all, p.path(d.name()), p.text());
      }
      put(all, "tb/" + d.bench() + ".v", GeneratedText.bench(d, beats.lines.size()));
    }
    List<String> list = new ArrayList<>(sources);
    for (RtlDesign d : designs) {
      list.add("tb/" + d.bench() + ".v");
    }
    list.add("tb/lstmc_check.v");
    list.add("tb/lstmc_probe.v");
    list.add("tb/bench.v");
    all.put("tb/lstmc_check.v", resource("tb/lstmc_check.v"));
    all.put("tb/lstmc_probe.v", resource("tb/lstmc_probe.v"));
    all.put("tb/main.cpp", resource("tb/main.cpp"));
    all.put("tb/clock.v", resource("tb/clock.v"));
    put(all, "tb/bench.v", GeneratedText.all(designs));
    put(all, "files.f", GeneratedText.fileList(list));
    put(all, "Makefile", GeneratedText.makefile(designs.get(0).top()));
    all.put("design.json", RtlDescriptor.json(designs, all));
    return all;
  }

  /** Outputs to read: step, unit, cycle, value. */
  private static String expectedText(RtlDesign d) {
    StringBuilder b = new StringBuilder("# step unit cycle value\n");
    for (RtlOutput o : d.outputs()) {
      b.append(o.step()).append(' ').append(o.unit()).append(' ').append(o.cycle()).append(' ');
      b.append(o.value()).append('\n');
    }
    return b.append("# cycles ").append(d.cycles()).append('\n').toString();
  }

  private static void put(Map<String, byte[]> all, String path, String text) {
    all.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resource(String path) {
    try (InputStream in = RtlFolder.class.getResourceAsStream("/rtl/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource /rtl/" + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireOurs(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.isDirectory(target)) {
      if (Files.exists(target.resolve("design.json"))) {
        return;
      }
      try (var inside = Files.list(target)) {
        if (inside.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw LstmcException.usage(
        "%s exists and is no earlier export; name another folder, or remove it", target);
  }

  private static void replace(Path fresh, Path target) throws IOException {
    Path old = null;
    if (Files.exists(target)) {
      old = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-old");
      Files.move(target, old, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, target);
    // A temporary folder is the owner's alone; an export is as readable as other files.
    readable(target);
    if (old != null) {
      delete(old);
    }
  }

  private static void readable(Path folder) {
    var file = folder.toFile();
    if (file.setReadable(true, false)) {
      file.setExecutable(true, false);
    }
  }

  /** Removes a folder with all it holds. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path f, BasicFileAttributes a) throws IOException {
            Files.delete(f);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path d, IOException e) throws IOException {
            Files.delete(d);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
