package org.lstmc.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.export.SafetensorsExport.Names;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.datapath.RandomModels;
import org.lstmc.core.reference.FloatNetwork;

/** Exported safetensors, loaded by PyTorch's own modules. */
class SafetensorsExportTest {
  /** Reads the file with nothing but torch, loads it strictly, prints the outputs. */
  private static final String LOADER =
      """
      import json, struct, sys, torch
      raw = open(sys.argv[1], 'rb').read()
      size = struct.unpack('<Q', raw[:8])[0]
      head = json.loads(raw[8:8 + size]); head.pop('__metadata__')
      state = {}
      for name, e in head.items():
          a, b = e['data_offsets']
          part = bytearray(raw[8 + size + a:8 + size + b])
          state[name] = torch.frombuffer(part, dtype=torch.float32).reshape(e['shape'])
      kind, x, h, p, layers, classes = sys.argv[2], *map(int, sys.argv[3:8])
      class Net(torch.nn.Module):
          def __init__(self):
              super().__init__()
              more = {'proj_size': p} if p else {}
              self.rnn = getattr(torch.nn, kind)(x, h, layers, **more)
              self.output = torch.nn.Linear(p or h, classes)
      net = Net()
      net.load_state_dict(state)
      features = torch.tensor([float(v) for v in open(sys.argv[8]).read().split()])
      y = net.output(net.rnn(features.reshape(-1, 1, x))[0])
      print(' '.join('%.9g' % v for v in y.flatten().tolist()))
      """;

  @TempDir Path folder;

  private static NetworkSpec network(CellType cell, int projection, boolean peepholes) {
    LayerSpec first = new LayerSpec(cell, 4, 6, projection, peepholes);
    return new NetworkSpec(
        "net",
        InputSpec.features(4),
        List.of(first, new LayerSpec(cell, first.outputSize(), 6, projection, peepholes)),
        3);
  }

  private static StoredModel model(NetworkSpec n) {
    Model m = new RandomModels(9).model(n, TaskKind.FRAME_LABELLING, 0.7, 0);
    return new StoredModel(null, "0123", m);
  }

  private String python(String... command) throws IOException, InterruptedException {
    Process p =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    int code = p.waitFor();
    String said = Files.readString(folder.resolve("said"), UTF_8);
    return code == 0 ? said : "failed: " + said;
  }

  @ParameterizedTest
  @CsvSource({"LSTM, lstm, 0", "LSTM, lstm, 5", "GRU, gru, 0"})
  void torchLoadsItStrictlyAndComputesTheSame(String module, String label, int projection)
      throws IOException, InterruptedException {
    String torch = "/usr/bin/python3";
    assumeTrue(
        Files.isExecutable(Path.of(torch))
            && !python(torch, "-c", "import torch").startsWith("failed"),
        "SKIPPED: no python3 with torch: apt-get install python3-torch");
    NetworkSpec n = network(CellType.parse("cell", label), projection, false);
    StoredModel stored = model(n);
    Path file = folder.resolve("net.safetensors");
    SafetensorsExport.write(file, stored, Names.pytorch, "rnn.");
    Random random = new Random(4);
    int steps = 12;
    float[] x = new float[steps * 4];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
      text.append(x[i]).append(' ');
    }
    Path input = Files.writeString(folder.resolve("x"), text, UTF_8);
    Path script = Files.writeString(folder.resolve("load.py"), LOADER, UTF_8);
    String said =
        python(
            torch,
            script.toString(),
            file.toString(),
            module,
            "4",
            "6",
            Integer.toString(projection),
            "2",
            "3",
            input.toString());
    assertThat(said).doesNotStartWith("failed");
    String[] found = said.trim().split("\\s+");
    FloatNetwork net = new FloatNetwork(n, stored.model().weights());
    FloatNetwork.State state = net.newState();
    Sequence s = new Sequence(null, x, steps, new int[0]);
    double worst = 0;
    for (int t = 0; t < steps; t++) {
      net.step(state, s, t, (name, values, from, to) -> {});
      double[] y = net.logits(state);
      for (int k = 0; k < 3; k++) {
        worst = Math.max(worst, Math.abs(y[k] - Double.parseDouble(found[3 * t + k])));
      }
    }
    System.out.println("torch.nn." + module + " against the float network: " + worst);
    assertThat(worst).isLessThan(2e-6);
  }

  @Test
  void ownNamesHoldEverythingAndSayWhereItIsFrom() {
    StoredModel stored = model(network(CellType.LSTM, 5, true));
    Path file = folder.resolve("own.safetensors");
    SafetensorsExport.write(file, stored, Names.lstmc, "rnn.");
    Safetensors.Content read = Safetensors.read(file);
    stored
        .model()
        .weights()
        .forEach((n, t) -> assertThat(read.entries().get(n).toTensor(n)).isEqualTo(t));
    assertThat(read.metadata())
        .containsEntry("lstmc.contract.sha256", NumberContract.sha256())
        .containsEntry("lstmc.gateOrder", "ifgo")
        .containsEntry("lstmc.model.sha256", "0123");
  }

  @Test
  void whatTorchWouldComputeDifferentlyIsRefused() {
    LayerSpec lstm = new LayerSpec(CellType.LSTM, 4, 6, 0, false);
    for (NetworkSpec n :
        List.of(
            network(CellType.GRU_RESET_BEFORE, 0, false),
            network(CellType.LSTM, 0, true),
            new NetworkSpec(
                "sizes",
                InputSpec.features(4),
                List.of(lstm, new LayerSpec(CellType.LSTM, 6, 7, 0, false)),
                3))) {
      assertThatThrownBy(
              () -> SafetensorsExport.write(folder.resolve("x"), model(n), Names.pytorch, "rnn."))
          .hasMessageContaining("--names lstmc")
          .extracting(e -> ((LstmcException) e).kind())
          .isEqualTo(LstmcException.Kind.UNSUPPORTED);
    }
  }
}
