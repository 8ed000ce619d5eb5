package org.lstmc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;

class ModelLockTest {
  @TempDir Path folder;

  @Test
  void keepsASecondWriterOutUntilTheFirstIsDone() throws Exception {
    Path manifest = folder.resolve("model.json");
    try (ModelLock first = ModelLock.acquire(manifest)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> ModelLock.acquire(manifest))
          .isInstanceOf(LstmcException.class)
          .hasMessageContaining("another lstmc process is writing this model");
    }
    try (ModelLock second = ModelLock.acquire(manifest)) {
      assertThat(second).isNotNull();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
