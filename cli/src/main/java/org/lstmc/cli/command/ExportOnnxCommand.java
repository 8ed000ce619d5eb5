package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lstmc.core.export.onnx.OnnxExport;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the float network as ONNX. */
@Command(
    name = "onnx",
    mixinStandardHelpOptions = true,
    description = "Write the float network as ONNX; batch and time are free.",
    footer = {
      "",
      "Pruned weights are zeros, block-circulant matrices are written out. A feed-forward network",
      "takes images [batch, height, width, channels]. Example:",
      "  lstmc export onnx -m model.json -o model.onnx"
    })
public final class ExportOnnxCommand implements Callable<Integer> {
  @ParentCommand private ExportCommand export;
  @Mixin private ModelOption model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "File to write.")
  private Path output;

  @Override
  public Integer call() {
    StoredModel stored = ManifestStore.read(model.in(export.lstmc().session()));
    AtomicFile.write(output, OnnxExport.of(stored));
    return ExportedFile.of("onnx", output, stored)
        .show(export.lstmc().console(), stored.model().quantization() != null);
  }
}
