package org.lstmc.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;

class DatasetsTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path ptb() throws IOException {
    write("ptb.train.txt", " the cat sat \n the <unk> sat \n");
    write("ptb.valid.txt", " the dog sat \n");
    write("ptb.test.txt", " the cat \n");
    return folder;
  }

  @Test
  void everyFormatClassIsInTheList() throws Exception {
    URI classes = Datasets.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path root = Path.of(classes);
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("org/lstmc/core/data"))) {
      for (Path f : (Iterable<Path>) files.filter(p -> p.toString().endsWith(".class"))::iterator) {
        String name = root.relativize(f).toString().replace('/', '.').replaceAll("\\.class$", "");
        Class<?> c = Class.forName(name);
        if (DataFormat.class.isAssignableFrom(c) && !Modifier.isAbstract(c.getModifiers())) {
          found.add(name);
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(3);
    assertThat(Formats.ALL.stream().map(f -> f.getClass().getName()).collect(Collectors.toSet()))
        .isEqualTo(found);
  }

  @Test
  void helpIsComplete() {
    assertThat(Datasets.list()).extracting(FormatInfo::name).doesNotHaveDuplicates();
    for (FormatInfo info : Datasets.list()) {
      assertThat(info.example()).startsWith(info.name());
      assertThat(info.summary()).isNotBlank();
      assertThat(info.looksFor() == null).isEqualTo(info.argument() == null);
      for (OptionInfo o : info.options()) {
        assertThat(o.description()).isNotBlank();
        assertThat(o.defaultValue() != null || o.description().contains("default"))
            .as("%s of %s states its default", o.name(), info.name())
            .isTrue();
      }
    }
  }

  @Test
  void unknownNamesAreRefusedWithAGuess() {
    assertThatThrownBy(() -> Datasets.open("rebber", Map.of(), 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("did you mean 'reber'?")
        .hasMessageContaining("ptb:DIR")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.USAGE);
    assertThatThrownBy(() -> Datasets.open("reber", Map.of("trian", "3"), 1))
        .hasMessage(
            "data 'reber' has no option 'trian' (did you mean 'train'?);"
                + " its options: train, valid, test, seed");
    assertThatThrownBy(() -> Datasets.open("ptb", Map.of(), 1))
        .hasMessageContaining("needs a path: write ptb:DIR");
    assertThatThrownBy(() -> Datasets.open("reber:x", Map.of(), 1))
        .hasMessageContaining("takes no path");
    assertThatThrownBy(() -> Datasets.open("ptb:nowhere", Map.of(), 1))
        .hasMessageContaining("nowhere does not exist");
  }

  @Test
  void aPathAloneIsRecognised() throws IOException {
    assertThat(Datasets.open(ptb().toString(), Map.of(), 1).task().data()).isEqualTo("ptb");
    Path text = write("x/some.txt", "hello world, hello world, hello world\n");
    assertThat(Datasets.open(text.toString(), Map.of("valid", "0.2", "test", "0.2"), 1).task())
        .returns("char", t -> t.data())
        .returns(text.toString(), t -> t.path());
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> Datasets.open(empty.toString(), Map.of(), 1))
        .hasMessageContaining("no known data format")
        .hasMessageContaining("ptb.train.txt")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
    Path packed = write("x/some.tar.gz", "");
    assertThatThrownBy(() -> Datasets.open(packed.toString(), Map.of(), 1))
        .hasMessageContaining("unpack the archive");
  }

  @Test
  void reopeningFindsTheSameDataElsewhere() throws IOException {
    Dataset first = Datasets.open("ptb:" + ptb(), Map.of(), 1);
    Path moved = folder.resolve("moved");
    Files.createDirectories(moved);
    for (String role : new String[] {"train", "valid", "test"}) {
      Files.move(folder.resolve("ptb." + role + ".txt"), moved.resolve(role + ".txt"));
    }
    assertThatThrownBy(() -> Datasets.reopen(first.task(), folder, null))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("looked for ptb.train.txt");
    Dataset again = Datasets.reopen(first.task(), folder, "ptb:" + moved);
    assertThat(again.task()).usingRecursiveComparison().isEqualTo(first.task());
    assertThat(again.test().sequences().get(0).targets())
        .isEqualTo(first.test().sequences().get(0).targets());
    assertThatThrownBy(() -> Datasets.reopen(first.task(), folder, "gone"))
        .hasMessageContaining("are not at gone")
        .hasMessageContaining("ptb:PATH");
  }

  @Test
  void changedDataAreRefusedNamingBothHashes() throws IOException {
    Dataset first = Datasets.open("ptb:" + ptb(), Map.of(), 1);
    write("ptb.test.txt", " the cats \n");
    String original = first.task().sha256();
    assertThatThrownBy(() -> Datasets.reopen(first.task(), folder, null))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(original)
        .hasMessageMatching("(?s).*SHA-256 [0-9a-f]{64}, the model has [0-9a-f]{64}.*")
        .extracting("kind")
        .isEqualTo(LstmcException.Kind.BAD_INPUT);
  }

  @Test
  void anEmptySplitIsRefused() throws IOException {
    ptb();
    write("ptb.valid.txt", "");
    assertThatThrownBy(() -> Datasets.open("ptb:" + folder, Map.of(), 1))
        .hasMessageContaining("the valid split is empty");
  }

  @Test
  void theDataPageNamesEveryFormatAndOption() throws IOException {
    Path page = Path.of("..", "docs", "data.md");
    List<String> rows = Files.readAllLines(page);
    for (FormatInfo info : Datasets.list()) {
      String row =
          rows.stream()
              .filter(r -> r.startsWith("| `" + info.usage() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(info.usage() + " is not in " + page));
      for (OptionInfo o : info.options()) {
        if (!row.contains("the same")) {
          assertThat(row).contains("`" + o.name() + "`");
        }
      }
    }
  }

  @Test
  void theHashIsOverContentsAndParts() throws Exception {
    Dataset data = Datasets.open("ptb:" + ptb(), Map.of(), 1);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    StringBuilder list = new StringBuilder();
    for (String role : new String[] {"test", "train", "valid"}) {
      byte[] content = Files.readAllBytes(folder.resolve("ptb." + role + ".txt"));
      list.append(HexFormat.of().formatHex(sha.digest(content))).append("  ").append(role);
      list.append('\n');
    }
    byte[] all = sha.digest(list.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(data.task().sha256()).isEqualTo(HexFormat.of().formatHex(all));
  }
}
