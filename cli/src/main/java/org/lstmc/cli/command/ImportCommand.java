package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Score;
import org.lstmc.core.importer.ForwardImport;
import org.lstmc.core.importer.GateOrder;
import org.lstmc.core.importer.PyTorchImport;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.FloatEvaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes over a network that another tool trained. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Read LSTM, GRU or feed-forward weights with PyTorch's names from a safetensors file.",
    footer = {
      "",
      "Names as torch.nn.LSTM and torch.nn.GRU give them, under any prefix: weight_ih_l0, weight_hh_l0, bias_ih_l0,",
      "bias_hh_l0, weight_hr_l0, ...; an embedding and a dense output beside them are found by shape.",
      "A feed-forward network as torch.nn.Sequential names it: 0.weight, 0.bias, 3.weight, ...; what",
      "cannot be seen in weights (pooling, padding, the image) is said by --network and --image, or by",
      "--data; a file that 'lstmc export safetensors' wrote says it itself.",
      "Examples:",
      "  lstmc import cnn.safetensors --network 32C5-MP2-64C5-MP2-512-10 --image 28x28x1",
      "  lstmc import lstm.safetensors",
      "  lstmc import gru.safetensors --gate-order zrh --reset before",
      "  lstmc import lm.safetensors --data ptb:ptb-folder"
    })
public final class ImportCommand extends Step {
  @Parameters(paramLabel = "FILE", description = "A safetensors file.")
  private Path file;

  @Option(
      names = "--gate-order",
      paramLabel = "ORDER",
      description =
          "How the file stacks the gates: a permutation of i, f, g (or c), o for an LSTM (default:"
              + " ifgo, PyTorch's; ONNX: iofc), of r, z, n (or h) for a GRU (default: rzn,"
              + " PyTorch's; Keras and ONNX: zrh).")
  private String gateOrder;

  @Option(
      names = "--reset",
      paramLabel = "WHERE",
      description =
          "Where a GRU's reset gate acts: after the product with the recurrent matrix (default:"
              + " PyTorch; Keras' reset_after; ONNX' linear_before_reset=1) or before it.")
  private String reset;

  @Option(
      names = "--network",
      paramLabel = "LAYERS",
      description = "A feed-forward network, as 'lstmc train' takes it: 32C5-MP2-64C5-MP2-512-10.")
  private String network;

  @Option(
      names = "--image",
      paramLabel = "HxWxC",
      description = "Shape of its images, such as 28x28x1 (default: that of --data).")
  private String image;

  @Option(names = "--name", description = "Label of the network (default: the file's name).")
  private String name;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Data the network is for, so that it can be scored and calibrated.")
  private String data;

  @Option(
      names = "--data-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the data; repeatable; 'lstmc data' lists them.")
  private Map<String, String> dataOptions = new TreeMap<>();

  @Override
  Path source() {
    return null;
  }

  @Override
  Path target() {
    return output.orElse(lstmc.session().defaultModel());
  }

  @Override
  Model change(StoredModel none, Path target) {
    String stem = file.getFileName().toString().replaceFirst("\\.safetensors$", "");
    String label = name != null ? name : stem;
    Dataset dataset = data == null ? null : Datasets.open(data, dataOptions, 0);
    Model model = read(label, dataset);
    Map<String, String> record = new TreeMap<>();
    record.put("cell", model.network().cellLabel());
    record.put("source", "pytorch");
    if (!model.network().isFeedForward()) {
      record.put(
          "gateOrder",
          gateOrder != null ? gateOrder : model.network().layers().get(0).cell().gateOrder());
    }
    if (dataset != null) {
      checkFits(model.network(), dataset);
      lstmc.session().datasetIs(dataset);
      model =
          new Model(
              model.network(),
              dataset.task(),
              model.weights(),
              Map.of(),
              model.compression(),
              null,
              null,
              model.history());
    }
    return model.withHistory(
        new HistoryEntry(
            spec.name(),
            GivenArguments.of(spec),
            record,
            0,
            0,
            ToolVersion.get(),
            null,
            Map.of(file.getFileName().toString(), hash()),
            null));
  }

  private Model read(String label, Dataset dataset) {
    if (file.getFileName().toString().endsWith(".onnx")) {
      throw LstmcException.unsupported(
          "%s: ONNX files are not read; save the weights under PyTorch's names as safetensors",
          file);
    }
    ImageShape shape =
        image != null ? ImageShape.parse(image) : dataset == null ? null : dataset.image();
    ForwardSpec forward = ForwardImport.network(file, network, shape);
    if (forward == null && image != null) {
      throw LstmcException.usage("--image %s: of which network? add --network LAYERS", image);
    }
    if (forward == null) {
      return PyTorchImport.read(
          file,
          label,
          gateOrder == null ? GateOrder.OWN : GateOrder.parse(gateOrder),
          reset == null ? null : PyTorchImport.Reset.parse(reset));
    }
    if (gateOrder != null || reset != null) {
      throw LstmcException.usage(
          "%s: a feed-forward network has no gates; leave out --gate-order and --reset", file);
    }
    return ForwardImport.read(file, label, forward);
  }

  private String hash() {
    try {
      return Sha256.of(file);
    } catch (java.io.IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
  }

  private void checkFits(NetworkSpec network, Dataset dataset) {
    int inputs = network.input().isTokens() ? network.input().vocabulary() : network.input().size();
    if (inputs != dataset.inputSize() || network.classes() != dataset.classes()) {
      throw LstmcException.badInput(
          "%s: the network takes %d inputs and gives %d classes, data %s have %d and %d",
          file, inputs, network.classes(), data, dataset.inputSize(), dataset.classes());
    }
  }

  @Override
  Model score(Model changed, Dataset dataset) {
    Score s =
        FloatEvaluator.evaluate(
            changed.network(), changed.weights(), dataset.test(), changed.task(), 1);
    return changed.withMetrics(
        metrics(changed, dataset, s.count(), s.metric(changed.task().kind()), null, null));
  }
}
