package org.lstmc.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lstmc.cli.OutputFormats;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.TensorFormOptions;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The tensor network that takes the place of a layer's matrices; --format says of which kind. */
final class TensorArgs {
  @Option(
      names = "--modes-in",
      paramLabel = "N1,N2..",
      split = ",",
      description = "Factors of the input's length; their product may exceed it (padding).")
  private List<Integer> modesIn;

  @Option(
      names = "--modes-out",
      paramLabel = "M1,M2..",
      split = ",",
      description = "Factors of the gates' rows; the first is a multiple of the number of gates.")
  private List<Integer> modesOut;

  @Option(
      names = "--tree",
      paramLabel = "TREE",
      description = "Dimension tree of ht, such as '(((1,2),3),(4,5))' (default: balanced).")
  private String tree;

  @Option(names = "--rank-leaf", paramLabel = "R", description = "Rank of all leaves of ht.")
  private Integer rankLeaf;

  @Option(
      names = "--rank-inner",
      paramLabel = "R",
      description = "Rank of all inner nodes of ht; all ranks of tt.")
  private Integer rankInner;

  @Option(
      names = "--ranks",
      paramLabel = "R1,R2..",
      split = ",",
      description = "Each rank: tt from left to right; ht leaves, then inner nodes in post-order.")
  private List<Integer> ranks;

  @Option(
      names = "--fully",
      description = "One tensor for all gates of Wx and Wh, on [x, h] (FDHT); otherwise Wx alone.")
  private boolean fully;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "Order of contraction: search (default, the cheapest), bottom-up, or all factors by name,"
              + " such as leaf3,leaf1,..,root.")
  private String order;

  @Option(
      names = "--tensor-layer",
      paramLabel = "L",
      description = "The layer that takes the tensor network, from 0 (default: 0).")
  private Integer layer;

  /** Whether the command was given a tensor network; refuses its options where it was not. */
  boolean given(CommandSpec spec) {
    boolean format = OutputFormats.tensorFormat(spec) != null;
    boolean any =
        fully
            || Stream.of(modesIn, modesOut, tree, rankLeaf, rankInner, ranks, order, layer)
                .anyMatch(Objects::nonNull);
    if (any && !format) {
      throw LstmcException.usage(
          "modes, ranks, --tree, --fully and --order describe a tensor network; add --format ht"
              + " (hierarchical Tucker) or --format tt (tensor train)");
    }
    return format;
  }

  /** The layer that takes the tensor network. */
  int layer(NetworkSpec network) {
    network.requireRecurrent(
        "a tensor network", "'lstmc circulantize' and 'lstmc prune' make matrices smaller");
    int l = layer == null ? 0 : layer;
    if (l < 0 || l >= network.layers().size()) {
      throw LstmcException.usage(
          "--tensor-layer %d: the network has layers 0 to %d", l, network.layers().size() - 1);
    }
    return l;
  }

  /** What was given; modes must be. */
  TensorFormOptions options(CommandSpec spec) {
    if (modesIn == null || modesOut == null) {
      throw LstmcException.usage(
          "%s is missing: a tensor network needs both, such as --modes-in 8,20,20,18 --modes-out"
              + " 16,4,4,4",
          modesIn == null ? "--modes-in" : "--modes-out");
    }
    if (modesIn.size() != modesOut.size()) {
      throw LstmcException.usage(
          "--modes-in has %d modes, --modes-out %d; they pair up, so give equally many (1 where a"
              + " mode has no partner)",
          modesIn.size(), modesOut.size());
    }
    return new TensorFormOptions(
        OutputFormats.tensorFormat(spec),
        modesIn,
        modesOut,
        tree,
        rankLeaf,
        rankInner,
        ranks,
        fully,
        order == null ? null : Arrays.asList(order.split(",")));
  }

  /** For the history. */
  static void record(TensorForm form, int layer, Map<String, String> record) {
    record.put("format", form.format().label());
    record.put("tensorLayer", String.valueOf(layer));
    record.put("modesIn", numbers(form.modesIn()));
    record.put("modesOut", numbers(form.modesOut()));
    record.put("ranks", numbers(form.ranks()));
    record.put("joined", String.valueOf(form.joined()));
    record.put("order", String.join(",", form.order()));
    if (form.tree() != null) {
      record.put("tree", form.tree());
    }
  }

  private static String numbers(List<Integer> list) {
    return list.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
