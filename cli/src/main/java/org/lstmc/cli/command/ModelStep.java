package org.lstmc.cli.command;

import java.nio.file.Path;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A step that changes a model it reads, and may train it on the way. */
abstract class ModelStep extends Step {
  @Mixin ModelOption model;
  @Mixin TrainOptionArgs options;
  @Mixin TrainingRun run;

  @Option(
      names = "--name",
      paramLabel = "LABEL",
      description = "Label of the result (default: the model's).")
  private String name;

  /** Does the step; the result is labelled, scored and written by others. */
  abstract Model changed(StoredModel stored, Path target);

  @Override
  final Model change(StoredModel stored, Path target) {
    Model out = changed(stored, target);
    return name == null ? out : out.withNetwork(out.network().named(name));
  }

  @Override
  Path source() {
    return model.in(lstmc.session());
  }

  @Override
  Path target() {
    return output.orElse(source());
  }

  @Override
  void prepare(Path target) {
    run.prepare(target);
  }

  @Override
  boolean redo() {
    return run.redo();
  }
}
