package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;

class ContentHashTest {
  @TempDir Path folder;
  private Path manifest;
  private String text;

  /** A manifest without its hash, as one who edits it on purpose leaves it. */
  static String unsealed(String text) {
    String open = text.replaceFirst("(?m)^  \"contentSha256\": \"[0-9a-f]{64}\",\n", "");
    assertThat(open).isNotEqualTo(text);
    return open;
  }

  @BeforeEach
  void write() throws IOException {
    manifest = folder.resolve("model.json");
    String note = "says \"contentSha256\": \"0\" in a note";
    Model model =
        Models.random(1)
            .withMetrics(new Metrics("perplexity", "test", 10, 1.5625, null, 1.25, null))
            .withHistory(
                new HistoryEntry(
                    "train",
                    List.of(),
                    java.util.Map.of(),
                    7,
                    1,
                    "0.1.0",
                    null,
                    java.util.Map.of(),
                    note));
    ManifestStore.write(manifest, model);
    text = Files.readString(manifest);
  }

  /** As documented: the file with the hash's digits cut out, through any SHA-256. */
  @Test
  void isTheHashOfAllTheRest() {
    String[] lines = text.split("\n", -1);
    assertThat(lines[3]).startsWith("  \"contentSha256\": \"");
    String hash = lines[3].split("\"")[3];
    lines[3] = "  \"contentSha256\": \"\",";
    byte[] rest = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    assertThat(Sha256.of(rest)).isEqualTo(hash);
  }

  @Test
  void noticesEveryChangedDigit() throws IOException {
    for (int i = text.indexOf("Sha256\": ") + 8; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c)) {
        String changed = text.substring(0, i) + (c == '1' ? '2' : '1') + text.substring(i + 1);
        Files.writeString(manifest, changed);
        assertThatThrownBy(() -> ManifestStore.read(manifest))
            .as("digit %d", i)
            .isInstanceOf(LstmcException.class)
            .hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void saysHowToAcceptAnEdit() throws IOException {
    Files.writeString(manifest, text.replace("1.5625", "1.0625"));
    assertThatThrownBy(() -> ManifestStore.read(manifest))
        .hasMessageContaining(manifest.toString())
        .hasMessageContaining("was changed after lstmc wrote it")
        .hasMessageContaining("delete the line of contentSha256")
        .satisfies(
            e -> assertThat(((LstmcException) e).kind()).isEqualTo(LstmcException.Kind.BAD_INPUT));
    Files.writeString(manifest, unsealed(text).replace("1.5625", "1.0625"));
    StoredModel accepted = ManifestStore.read(manifest);
    assertThat(accepted.model().metrics().dense()).isEqualTo(1.0625);
    ManifestStore.write(manifest, accepted.model());
    assertThat(Files.readString(manifest)).contains("1.0625", "\"contentSha256\": \"");
  }
}
