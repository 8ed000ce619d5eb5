package org.lstmc.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** A step that changes a model it reads, and may train it on the way. */
abstract class ModelStep extends Step {
  @Mixin ModelOption model;
  @Mixin TrainOptionArgs options;
  @Mixin TrainingRun run;

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
