package org.lstmc.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.RealData;

class CharFormatTest {
  @TempDir Path folder;

  @Test
  void theTextIsCutInItsOrder() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "aaaabbbcc\ud83d\ude00");
    Dataset data = Datasets.open("char:" + file, Map.of("valid", "0.3", "test", "0.3"), 0);
    assertThat(data.task().vocabulary()).containsExactly("a", "b", "c", "\ud83d\ude00");
    assertThat(data.train().sequences().get(0).targets()).containsExactly(0, 0, 0);
    assertThat(data.valid().sequences().get(0).targets()).containsExactly(1, 1);
    assertThat(data.test().sequences().get(0).tokens()).containsExactly(2, 2);
    assertThat(data.test().sequences().get(0).targets()).containsExactly(2, 3);
  }

  @Test
  void tooShortATextIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "ab");
    assertThatThrownBy(() -> Datasets.open("char:" + file, Map.of(), 0))
        .hasMessageContaining("split is empty");
    assertThatThrownBy(() -> Datasets.open("char:" + folder, Map.of(), 0))
        .hasMessageContaining("expected a text file");
  }

  @Test
  void realTinyShakespeareHasThePublishedCounts() {
    Path file = RealData.find("tinyshakespeare/tinyshakespeare.txt.gz");
    Dataset data = Datasets.open("char:" + file, Map.of(), 0);
    assertThat(data.classes()).isEqualTo(65);
    long all = data.train().steps() + data.valid().steps() + data.test().steps();
    assertThat(all).isEqualTo(1_115_394 - 3);
    assertThat(data.train().steps()).isEqualTo(1_003_855 - 1);
  }
}
