package org.lstmc.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.FormatChoice;
import org.lstmc.core.quantize.FormatKind;
import org.lstmc.core.quantize.QuantizeOptions;
import picocli.CommandLine.Option;

/** Number formats as a user names them: by kind, and by name for single tensors and signals. */
final class FormatArgs {
  private static final List<FormatKind> OF_BLOCKS =
      List.of(FormatKind.SPECTRUM, FormatKind.INVERSE, FormatKind.TWIDDLE);

  private static final List<FormatKind> OF_CELLS =
      List.of(
          FormatKind.GATE,
          FormatKind.ACTIVATION,
          FormatKind.OUTPUT,
          FormatKind.CELL,
          FormatKind.RECURRENT,
          FormatKind.RESET,
          FormatKind.HIDDEN,
          FormatKind.INTERMEDIATE,
          FormatKind.STEP_ACCUMULATOR);

  @Option(names = "--width", paramLabel = "BITS", description = "Bits of whatever is not named.")
  private Integer width;

  @Option(names = "--weights", paramLabel = "F", description = "Matrices of layers, peepholes.")
  private String weights;

  @Option(names = "--biases", paramLabel = "F", description = "Biases.")
  private String biases;

  @Option(names = "--embedding", paramLabel = "F", description = "Embedding (default: as --input).")
  private String embedding;

  @Option(names = "--output-layer", paramLabel = "F", description = "Dense output matrix.")
  private String outputLayer;

  @Option(
      names = "--input",
      paramLabel = "F",
      description = "Input vector of the first layer, or image.")
  private String input;

  @Option(
      names = "--gate",
      paramLabel = "F",
      description = "Gate sums, as sigmoid and tanh see them.")
  private String gate;

  @Option(names = "--activation", paramLabel = "F", description = "Results of sigmoid and tanh.")
  private String activation;

  @Option(names = "--cell", paramLabel = "F", description = "Cell state of an LSTM.")
  private String cell;

  @Option(
      names = "--recurrent",
      paramLabel = "F",
      description = "What a GRU's reset gate multiplies, where it acts after the product.")
  private String recurrent;

  @Option(
      names = "--reset",
      paramLabel = "F",
      description = "Reset gate times state, in a GRU whose reset gate acts before the product.")
  private String reset;

  @Option(names = "--hidden", paramLabel = "F", description = "Cell output before a projection.")
  private String hidden;

  @Option(names = "--state", paramLabel = "F", description = "Layer output.")
  private String state;

  @Option(
      names = "--spectrum",
      paramLabel = "F",
      description = "Forward transforms of block-circulant products.")
  private String spectrum;

  @Option(
      names = "--inverse",
      paramLabel = "F",
      description = "Inverse transforms of block-circulant products.")
  private String inverse;

  @Option(names = "--twiddle", paramLabel = "F", description = "cos and sin in these transforms.")
  private String twiddle;

  @Option(
      names = "--forward-halvings",
      paramLabel = "N",
      description =
          "How many of the log2 k halvings of a block-circulant product lie in the forward transform"
              + " (default: half, rounded up).")
  private Integer forwardHalvings;

  @Option(
      names = "--intermediate",
      paramLabel = "F",
      description = "Intermediates of contraction chains (layers that hold tensor networks).")
  private String intermediate;

  @Option(
      names = "--step-accumulator",
      paramLabel = "F",
      description =
          "Sums within a step of such a chain (default: the least width that cannot overflow; with"
              + " less, products lose low bits).")
  private String stepAccumulator;

  @Option(
      names = "--accumulator",
      paramLabel = "F",
      description = "Sums of products (default: the least width that cannot overflow; less wraps).")
  private String accumulator;

  @Option(
      names = "--format-of",
      paramLabel = "NAME=F",
      description = "A format for one tensor or signal; * stands for anything; repeatable.")
  private List<String> formatOf = new ArrayList<>();

  /** The options with these formats. */
  QuantizeOptions over(QuantizeOptions q) {
    QuantizeOptions out = width != null ? q.withWidth(width) : q;
    for (Map.Entry<FormatKind, String> e : kinds().entrySet()) {
      out = out.with(e.getKey(), FormatChoice.parse(e.getValue()));
    }
    for (String text : formatOf) {
      out = out.withOverride(text);
    }
    return forwardHalvings == null ? out : out.withForwardHalvings(forwardHalvings);
  }

  /** Refuses a format for a signal that no cell of the network has. */
  void checkCells(NetworkSpec network) {
    Set<FormatKind> there =
        FormatKind.names(network).stream().map(FormatKind::of).collect(Collectors.toSet());
    for (FormatKind kind : OF_CELLS) {
      if (kinds().containsKey(kind) && !there.contains(kind)) {
        throw LstmcException.usage(
            "--%s %s: no layer of this %s network has such a signal; leave the option out",
            kind == FormatKind.OUTPUT ? "output-layer" : kind.label(),
            kinds().get(kind),
            network.cellLabel());
      }
    }
  }

  /** Refuses formats of transforms where no matrix is block-circulant. */
  void checkBlocks(Model model) {
    boolean blocks =
        model.compression().matrices().values().stream()
            .anyMatch(c -> c.scheme().equals(BlockCirculant.SCHEME));
    Map<FormatKind, String> given = kinds();
    given.keySet().retainAll(OF_BLOCKS);
    if (!blocks && (!given.isEmpty() || forwardHalvings != null)) {
      throw LstmcException.usage(
          "--%s: no matrix of this network is block-circulant, so nothing is transformed; leave the"
              + " option out",
          given.isEmpty() ? "forward-halvings" : given.keySet().iterator().next().label());
    }
  }

  /** What was given, for the history. */
  void record(Map<String, String> r) {
    if (width != null) {
      r.put("width", String.valueOf(width));
    }
    if (forwardHalvings != null) {
      r.put("forwardHalvings", String.valueOf(forwardHalvings));
    }
    kinds().forEach((k, v) -> r.put(k.label(), v));
    formatOf.forEach(f -> r.put("formatOf." + f.split("=", 2)[0], f.split("=", 2)[1]));
  }

  private Map<FormatKind, String> kinds() {
    Map<FormatKind, String> k = new LinkedHashMap<>();
    k.put(FormatKind.WEIGHTS, weights);
    k.put(FormatKind.BIASES, biases);
    k.put(FormatKind.EMBEDDING, embedding);
    k.put(FormatKind.OUTPUT, outputLayer);
    k.put(FormatKind.INPUT, input);
    k.put(FormatKind.GATE, gate);
    k.put(FormatKind.ACTIVATION, activation);
    k.put(FormatKind.CELL, cell);
    k.put(FormatKind.RECURRENT, recurrent);
    k.put(FormatKind.RESET, reset);
    k.put(FormatKind.HIDDEN, hidden);
    k.put(FormatKind.STATE, state);
    k.put(FormatKind.SPECTRUM, spectrum);
    k.put(FormatKind.INVERSE, inverse);
    k.put(FormatKind.TWIDDLE, twiddle);
    k.put(FormatKind.INTERMEDIATE, intermediate);
    k.put(FormatKind.STEP_ACCUMULATOR, stepAccumulator);
    k.put(FormatKind.ACCUMULATOR, accumulator);
    k.values().removeIf(v -> v == null);
    return k;
  }
}
