package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** The road of a GRU of either convention: train, prune, quantize, report, inspect, import. */
class GruRoadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gru", "gru-reset-before"})
  void trainPruneQuantizeReport(String cell) throws IOException {
    Path m = folder.resolve("model.json");
    Run trained = Run.train(m, "--cell", cell, "--layers", "2", "--dropout", "0.1");
    assertThat(trained.code()).as(trained.err()).isZero();
    Run line =
        Run.of(
            "-q",
            "prune",
            "-m",
            m,
            "--ratio-wx",
            "0.5",
            "--ratio-wh",
            "0.5",
            "--ratio",
            "wh.n=0.25",
            "--epochs",
            "2",
            "--ramp-epochs",
            "1",
            "quantize",
            "--width",
            "12",
            cell.equals("gru") ? "--recurrent" : "--reset",
            "14",
            "--fine-tune",
            "--exact-signals",
            "--epochs",
            "1",
            "report",
            "--format",
            "json");
    assertThat(line.code()).as(line.err()).isZero();
    JsonNode report = JSON.readTree(line.out());
    RoadTest.checkSchema("report.schema.json", report);
    RoadTest.checkSchema("model.schema.json", JSON.readTree(m.toFile()));
    assertThat(report.at("/model/cell").asText()).isEqualTo(cell);
    assertThat(report.at("/accuracy/quantized").asDouble()).isBetween(1.4, 8.0);
    assertThat(report.at("/quantization/contract").asText()).isEqualTo("4");
    Model model = ManifestStore.read(m).model();
    assertThat(model.network().layers()).allMatch(l -> l.cell().label().equals(cell));
    String signal = cell.equals("gru") ? "recurrent" : "resetState";
    assertThat(model.quantization().formats().get("layers.1." + signal).width()).isEqualTo(14);
    assertThat(model.quantization().saturations()).containsKey("layers.1." + signal);
    // Rows of n keep 6 of 8, those of r and z 4.
    assertThat(model.masks().get("layers.1.wh").rowCount(16)).isEqualTo(6);
    assertThat(model.masks().get("layers.1.wh").rowCount(15)).isEqualTo(4);
    assertThat(Run.of("inspect", m).out())
        .contains(cell + " 8 -> 8, gates r z n", "by gate: r 50.0 % z 50.0 % n 25.0 %");
  }

  @Test
  void whatAGruDoesNotHaveIsRefused() {
    Path m = folder.resolve("model.json");
    refuses(Run.train(m, "--cell", "elman"), "--cell 'elman': allowed are lstm, gru, gru-reset");
    refuses(Run.train(m, "--cell", "gru", "--peepholes"), "neither projection nor peepholes");
    refuses(Run.train(m, "--cell", "gru", "--forget-bias", "1"), "has no forget gate");
    assertThat(Run.train(m, "--cell", "gru").code()).isZero();
    refuses(Run.of("quantize", "-m", m, "--cell", "12"), "--cell 12: no layer of this gru");
    refuses(Run.of("quantize", "-m", m, "--reset", "12"), "--reset 12: no layer of this gru");
  }

  private static void refuses(Run run, String message) {
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void importStatesTheConvention() {
    Path file = folder.resolve("theirs.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("rnn.weight_ih_l0", Tensor.zeros(12, 3));
    tensors.put("rnn.weight_hh_l0", Tensor.zeros(12, 4));
    tensors.put("rnn.bias_ih_l0", Tensor.zeros(12));
    tensors.put("rnn.bias_hh_l0", Tensor.zeros(12));
    Safetensors.write(file, tensors, Map.of());
    Path m = folder.resolve("model.json");
    assertThat(Run.of("-q", "import", file, "-o", m).code()).isZero();
    assertThat(cell(m)).isEqualTo(CellType.GRU);
    Run before = Run.of("-q", "import", file, "-o", m, "--gate-order", "zrh", "--reset", "before");
    assertThat(before.code()).as(before.err()).isZero();
    assertThat(cell(m)).isEqualTo(CellType.GRU_RESET_BEFORE);
    assertThat(Run.of("inspect", m).out()).contains("gru-reset-before 3 -> 4");
    refuses(Run.of("import", file, "-o", m, "--reset", "never"), "--reset 'never'");
    refuses(Run.of("quantize", "-m", m), "knows no data to calibrate on; import it with --data");
  }

  private static CellType cell(Path m) {
    return ManifestStore.read(m).model().network().layers().get(0).cell();
  }
}
