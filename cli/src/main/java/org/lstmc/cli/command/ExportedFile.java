package org.lstmc.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lstmc.cli.Console;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.number.NumberContract;

/**
 * What is said about one exported file.
 *
 * @param form onnx or safetensors
 * @param file where it stands
 * @param bytes its length
 * @param sha256 its hash
 * @param model the network's label
 * @param modelSha256 hash of the manifest it came from
 * @param contract version of the number contract that the tool follows
 */
record ExportedFile(
    String schema,
    int schemaVersion,
    String form,
    String file,
    long bytes,
    String sha256,
    String model,
    String modelSha256,
    String contract) {

  /** Describes a file that was just written. */
  static ExportedFile of(String form, Path file, StoredModel stored) {
    try {
      return new ExportedFile(
          "lstmc.export",
          1,
          form,
          file.toString(),
          Files.size(file),
          Sha256.of(file),
          stored.model().network().name(),
          stored.sha256(),
          NumberContract.VERSION);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
  }

  /** Shows it; a quantized model's formats stay behind. */
  int show(Console console, boolean quantized) {
    if (quantized) {
      console.info("%s: the float weights; the integers are in 'lstmc export c'", form);
    }
    console.result(
        console.format() == Console.Format.json
            ? new String(ManifestJson.bytes(this), StandardCharsets.UTF_8)
            : String.format(
                Locale.ROOT,
                "%s: %s, %,d bytes, SHA-256 %s\n",
                form,
                file,
                bytes,
                sha256.substring(0, 12)));
    return 0;
  }
}
