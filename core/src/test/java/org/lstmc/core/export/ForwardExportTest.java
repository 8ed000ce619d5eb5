package org.lstmc.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.Structures;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.export.SafetensorsExport.Names;
import org.lstmc.core.export.c.CExport;
import org.lstmc.core.export.onnx.OnnxExport;
import org.lstmc.core.manifest.Models;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.reference.FloatNetwork;

/** Feed-forward networks in ONNX Runtime and in PyTorch against the double-precision network. */
class ForwardExportTest {
  /** Single against double precision; channels or pixels out of place give 0.01 and more. */
  private static final double CLOSE = 2e-6;

  private static final NetworkSpec CNN =
      new NetworkSpec(
          "cnn", ForwardText.parse("4C3p1-MP2-8C3-AP2-16-10", new ImageShape(11, 13, 2)));

  private static StoredModel stored(Model m) {
    return new StoredModel(null, "0123", m);
  }

  private static List<float[]> images(NetworkSpec n, Random random, int count) {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[n.input().size()];
      for (int j = 0; j < image.length; j++) {
        image[j] = (float) random.nextGaussian();
      }
      all.add(image);
    }
    return all;
  }

  private static float[][] onnx(byte[] file, NetworkSpec n, List<float[]> images)
      throws OrtException {
    ImageShape s = n.forward().image();
    long[] shape = {images.size(), s.height(), s.width(), s.channels()};
    FloatBuffer all = FloatBuffer.allocate(images.size() * s.size());
    images.forEach(all::put);
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(file);
        OnnxTensor x = OnnxTensor.createTensor(env, all.rewind(), shape);
        OrtSession.Result y = session.run(Map.of("images", x))) {
      return (float[][]) y.get("logits").orElseThrow().getValue();
    }
  }

  /** Greatest difference of a logit over 1 + the greatest logit. */
  private static double difference(Model m, List<float[]> images, float[][] found) {
    FloatNetwork net = new FloatNetwork(m.network(), m.weights());
    double worst = 0;
    double most = 0;
    for (int i = 0; i < images.size(); i++) {
      FloatNetwork.State state = net.newState();
      Sequence one = new Sequence(null, images.get(i), 1, new int[0]);
      net.step(state, one, 0, (name, values, from, count) -> {});
      double[] y = net.logits(state);
      assertThat(found[i]).hasSameSizeAs(y);
      for (int k = 0; k < y.length; k++) {
        worst = Math.max(worst, Math.abs(y[k] - found[i][k]));
        most = Math.max(most, Math.abs(y[k]));
      }
    }
    return worst / (1 + most);
  }

  /** Images that are not square, sides that pooling does not divide, padding, depths at random. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void onnxRuntimeGivesTheFloatNetwork(@ForAll long seed) throws OrtException {
    Random draw = new Random(seed);
    Model m = Models.random(network(draw), seed);
    byte[] file = OnnxExport.of(stored(m));
    for (int count : new int[] {1, 3}) {
      List<float[]> images = images(m.network(), draw, count);
      assertThat(difference(m, images, onnx(file, m.network(), images)))
          .as("seed %d, %s", seed, m.network())
          .isLessThan(CLOSE);
    }
  }

  private static NetworkSpec network(Random draw) {
    ImageShape image =
        new ImageShape(4 + draw.nextInt(9), 4 + draw.nextInt(9), 1 + draw.nextInt(3));
    List<ForwardLayer> layers = new ArrayList<>();
    ImageShape at = image;
    for (int l = 0; l < draw.nextInt(4); l++) {
      int kernel = 1 + draw.nextInt(Math.min(4, Math.min(at.height(), at.width())));
      ForwardLayer layer =
          new ForwardLayer.Convolution(1 + draw.nextInt(5), kernel, draw.nextInt(kernel));
      at = layer.output(at);
      layers.add(layer);
      if (draw.nextBoolean()) {
        layers.add(new ForwardLayer.Relu());
      }
      if (draw.nextBoolean() && Math.min(at.height(), at.width()) >= 3) {
        boolean max = draw.nextBoolean();
        layer =
            max
                ? new ForwardLayer.Pooling(ForwardLayer.PoolingKind.MAX, 2 + draw.nextInt(2))
                : new ForwardLayer.Pooling(ForwardLayer.PoolingKind.AVERAGE, 2);
        at = layer.output(at);
        layers.add(layer);
      }
    }
    layers.add(new ForwardLayer.Flatten());
    if (draw.nextBoolean()) {
      // Stands between flatten and the matrix whose columns are reordered.
      layers.add(new ForwardLayer.Relu());
    }
    if (draw.nextBoolean()) {
      layers.add(new ForwardLayer.Dense(1 + draw.nextInt(9)));
      layers.add(new ForwardLayer.Relu());
    }
    layers.add(new ForwardLayer.Dense(2 + draw.nextInt(4)));
    return new NetworkSpec("random", new ForwardSpec(image, layers));
  }

  @Test
  void compressedMatricesAreWrittenOut() throws OrtException {
    Model dense = Models.random(CNN, 4);
    Model m =
        Projector.apply(
            dense,
            Structures.of(
                    Structures.byName("circulant"),
                    new MatrixChoice<>(null, null, null, Map.of("all", 4)),
                    Map.of(),
                    CNN)
                .structures());
    m =
        Pruner.apply(
            m,
            new PrunePlanOptions(
                    "row-balanced", Map.of(), null, null, null, Map.of("forward.0", 0.5))
                .plan(CNN));
    assertThat(m.compression().matrices()).hasSize(4);
    List<float[]> images = images(CNN, new Random(1), 3);
    float[][] found = onnx(OnnxExport.of(stored(m)), CNN, images);
    assertThat(difference(m, images, found)).isLessThan(CLOSE);
    assertThat(difference(dense, images, found)).isGreaterThan(0.01);
  }

  @Test
  void theFileSaysHowItIsRead() throws OrtException {
    byte[] file = OnnxExport.of(stored(Models.random(CNN, 4)));
    try (OrtSession s = OrtEnvironment.getEnvironment().createSession(file)) {
      TensorInfo in = (TensorInfo) s.getInputInfo().get("images").getInfo();
      assertThat(in.getShape()).containsExactly(-1, 11, 13, 2);
      assertThat(s.getMetadata().getCustomMetadata())
          .containsEntry("lstmc.image", "11x13x2")
          .containsEntry("lstmc.cell", "cnn")
          .doesNotContainKey("lstmc.reset");
    }
  }

  @Test
  void aConvolutionOfAVectorIsRefused() {
    List<ForwardLayer> layers =
        List.of(
            new ForwardLayer.Dense(6),
            new ForwardLayer.Convolution(4, 1, 0),
            new ForwardLayer.Dense(2));
    NetworkSpec n = new NetworkSpec("odd", new ForwardSpec(ImageShape.vector(3), layers));
    assertThatThrownBy(() -> OnnxExport.of(stored(Models.random(n, 1))))
        .hasMessage(
            "ONNX: layer 1 is a convolution of a vector; allowed are convolutions and pooling before"
                + " the first flatten or dense layer")
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(LstmcException.Kind.UNSUPPORTED);
  }

  @Test
  void cIsRefused() {
    assertThatThrownBy(() -> CExport.of(stored(Models.random(CNN, 1)), null, List.of(), "none"))
        .hasMessageStartingWith("export c takes LSTM and GRU networks; 'cnn' is a feed-forward")
        .extracting(e -> ((LstmcException) e).kind())
        .isEqualTo(LstmcException.Kind.UNSUPPORTED);
  }

  /** Reads the file with nothing but torch, loads it strictly, prints the logits. */
  private static final String LOADER =
      """
      import json, struct, sys, torch
      from torch.nn import *
      raw = open(sys.argv[1], 'rb').read()
      size = struct.unpack('<Q', raw[:8])[0]
      head = json.loads(raw[8:8 + size]); head.pop('__metadata__')
      state = {}
      for name, e in head.items():
          a, b = e['data_offsets']
          part = bytearray(raw[8 + size + a:8 + size + b])
          state[name] = torch.frombuffer(part, dtype=torch.float32).reshape(e['shape'])
      net = Sequential(Conv2d(2, 4, 3, padding=1), ReLU(), MaxPool2d(2), Conv2d(4, 8, 3), ReLU(),
                       AvgPool2d(2), Flatten(), Linear(16, 16), ReLU(), Linear(16, 10))
      net.load_state_dict(state)
      x = torch.tensor([float(v) for v in open(sys.argv[2]).read().split()])
      y = net(x.reshape(-1, 11, 13, 2).permute(0, 3, 1, 2))
      print(' '.join('%.9g' % v for v in y.flatten().tolist()))
      """;

  @TempDir Path folder;

  @Test
  void pyTorchGivesTheFloatNetwork() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "no /usr/bin/python3: skipped");
    Model m = Models.random(CNN, 9);
    Path file = folder.resolve("cnn.safetensors");
    SafetensorsExport.write(file, stored(m), Names.pytorch, null);
    List<float[]> images = images(CNN, new Random(3), 3);
    StringBuilder numbers = new StringBuilder();
    images.forEach(
        i ->
            java.util.stream.IntStream.range(0, i.length)
                .forEach(j -> numbers.append(String.format(Locale.ROOT, "%.9g ", i[j]))));
    Path inputs = folder.resolve("images.txt");
    Files.writeString(inputs, numbers);
    Path loader = folder.resolve("load.py");
    Files.writeString(loader, LOADER);
    Process p =
        new ProcessBuilder(python.toString(), loader.toString(), file.toString(), inputs.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(p.getInputStream().readAllBytes(), UTF_8);
    int code = p.waitFor();
    assumeTrue(!out.contains("No module named 'torch'"), "no torch: skipped");
    assertThat(code).as(out).isZero();
    String[] values = out.strip().split("\\s+");
    float[][] found = new float[3][10];
    for (int i = 0; i < values.length; i++) {
      found[i / 10][i % 10] = Float.parseFloat(values[i]);
    }
    assertThat(values).hasSize(30);
    assertThat(difference(m, images, found)).isLessThan(CLOSE);
  }

  @Test
  void ourNamesAreTheManifests() {
    Model m = Models.random(CNN, 9);
    assertThat(SafetensorsExport.tensors(stored(m), Names.lstmc, null))
        .containsExactlyInAnyOrderEntriesOf(m.weights());
    assertThat(SafetensorsExport.tensors(stored(m), Names.pytorch, "net.").keySet())
        .contains("net.0.weight", "net.9.bias")
        .hasSize(8);
  }
}
