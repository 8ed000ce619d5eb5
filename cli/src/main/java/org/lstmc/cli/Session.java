package org.lstmc.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.manifest.StoredModel;

/**
 * What flows from one command to the next when several stand in one line: where the model is, and
 * the data already loaded.
 */
public final class Session {
  private static final Path DEFAULT_MODEL = Path.of("model.json");

  private Path current;
  private Dataset dataset;
  private String datasetOverride;

  /** The manifest a command reads when none is named. */
  public Path model() {
    return current != null ? current : defaultModel();
  }

  /** The manifest that {@code train} and {@code import} write when none is named. */
  public Path defaultModel() {
    String fromEnvironment = System.getenv("LSTMC_MODEL");
    return fromEnvironment == null || fromEnvironment.isBlank()
        ? DEFAULT_MODEL
        : Path.of(fromEnvironment);
  }

  /** Later commands of the line read this manifest. */
  public void modelIs(Path manifest) {
    current = manifest;
  }

  /** Later commands of the line need not load these data again. */
  public void datasetIs(Dataset loaded) {
    dataset = loaded;
    datasetOverride = null;
  }

  /** The data the model was made from; {@code override} names where they are now, or is null. */
  public Dataset dataset(StoredModel stored, String override) {
    boolean same = dataset != null && sameData(stored) && Objects.equals(datasetOverride, override);
    if (!same) {
      Path folder = stored.path().toAbsolutePath().getParent();
      dataset = Datasets.reopen(stored.model().task(), folder, override);
      datasetOverride = override;
    }
    return dataset;
  }

  private boolean sameData(StoredModel stored) {
    var a = dataset.task();
    var b = stored.model().task();
    return a.data().equals(b.data())
        && Objects.equals(a.path(), b.path())
        && Objects.equals(a.sha256(), b.sha256())
        && a.options().equals(b.options())
        && a.vocabulary().equals(b.vocabulary());
  }
}
