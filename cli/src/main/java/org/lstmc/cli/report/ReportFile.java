package org.lstmc.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestJson;

/** Reports on disk. */
public final class ReportFile {
  private ReportFile() {}

  /** Where the report of a manifest stands: {@code report.json}, or {@code NAME.report.json}. */
  public static Path beside(Path manifest) {
    String name = manifest.getFileName().toString().replaceFirst("\\.json$", "");
    return manifest.resolveSibling(name.equals("model") ? "report.json" : name + ".report.json");
  }

  /** Writes a report atomically. */
  public static void write(Path file, Report report) {
    AtomicFile.write(file, ManifestJson.bytes(report));
  }

  /** Reads a report, or gives null if the JSON document is of another schema. */
  public static Report readIfReport(Path file) {
    try {
      JsonNode tree = ManifestJson.MAPPER.readTree(Files.readAllBytes(file));
      if (tree == null || !tree.path("schema").asText().equals(Report.SCHEMA)) {
        return null;
      }
      if (tree.path("schemaVersion").asInt() != Report.SCHEMA_VERSION) {
        throw LstmcException.badInput(
            "%s: report of schemaVersion %s, this lstmc reads %d",
            file, tree.path("schemaVersion"), Report.SCHEMA_VERSION);
      }
      if (tree.path("compression") instanceof ObjectNode c && !c.has("tensors")) {
        // Reports of earlier versions have no such list.
        c.putArray("tensors");
      }
      if (tree.path("model") instanceof ObjectNode m && !m.has("denseMacs")) {
        m.putNull("denseMacs");
      }
      return ManifestJson.MAPPER.treeToValue(tree, Report.class);
    } catch (NoSuchFileException e) {
      throw LstmcException.badInput("%s: no such file", file);
    } catch (JsonProcessingException e) {
      throw LstmcException.badInput("%s: %s", file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
  }
}
