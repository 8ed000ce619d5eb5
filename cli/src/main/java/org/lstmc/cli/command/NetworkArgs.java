package org.lstmc.cli.command;

import java.util.Objects;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.ImageNetworks;
import org.lstmc.core.train.NetworkOptions;
import picocli.CommandLine.Option;

/** The shape of a new network. */
final class NetworkArgs {
  @Option(names = "--name", description = "Label of the network (default: the data's name).")
  private String name;

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      description =
          "lstm (default), gru (PyTorch's: the reset gate multiplies the product) or"
              + " gru-reset-before (it multiplies the state).")
  private String cell;

  @Option(names = "--hidden", paramLabel = "H", description = "Cells a layer.")
  private Integer hidden;

  @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers.")
  private Integer layers;

  @Option(
      names = "--projection",
      paramLabel = "P",
      description = "Length of a projected output (LSTMP); 0 for none.")
  private Integer projection;

  @Option(names = "--peepholes", description = "Diagonal weights from cell to gates.")
  private boolean peepholes;

  @Option(
      names = "--embedding",
      paramLabel = "E",
      description = "Length of an embedding row; 0 for unit vectors. For tokens only.")
  private Integer embedding;

  @Option(
      names = "--network",
      paramLabel = "LAYERS",
      description =
          "Over images, a feed-forward network: NCk (N filters of k x k; NCkpP pads with P), MPs or"
              + " APs (max or average pooling of s x s), N (dense), joined by '-'"
              + " (default: 16C5-MP2-32C5-MP2-128-CLASSES).")
  private String forward;

  /** Whether any was given. */
  boolean given() {
    return recurrentGiven() || Stream.of(name, forward).anyMatch(Objects::nonNull);
  }

  private boolean recurrentGiven() {
    return peepholes
        || Stream.of(cell, hidden, layers, projection, embedding).anyMatch(Objects::nonNull);
  }

  /** The cell. */
  CellType cell() {
    return cell == null ? CellType.LSTM : CellType.parse("--cell", cell);
  }

  /** The network for a data set. */
  NetworkSpec network(Dataset data) {
    if (forward != null || data.image() != null) {
      if (recurrentGiven()) {
        throw LstmcException.usage(
            "--cell, --hidden, --layers, --projection, --peepholes and --embedding shape a recurrent"
                + " network; %s takes a feed-forward one: --network 32C5-MP2-64C5-MP2-512-10",
            data.image() == null ? "--network" : "data '" + data.task().data() + "'");
      }
      return ImageNetworks.of(name, forward, data);
    }
    int p = projection == null ? 0 : projection;
    return new NetworkOptions(name, cell(), hidden, layers, p, peepholes, embedding).network(data);
  }
}
