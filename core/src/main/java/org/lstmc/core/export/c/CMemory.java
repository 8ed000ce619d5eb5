package org.lstmc.core.export.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.LayerPlan;
import org.lstmc.core.quantize.datapath.LayerSums;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;

/** What a model needs in RAM: the members of its state, widest first. */
final class CMemory {
  /** One array of the state. */
  record Member(String name, int bits, int length, String comment) {
    long bytes() {
      return (long) bits / 8 * length;
    }

    boolean isSigned() {
      return !name.matches(".*(32|64)");
    }
  }

  private final int wordBits;
  private final int[] narrow = new int[3];
  private final int[] wide = new int[3];
  private int state;
  private int input;
  private int cells;
  private int spectrumX;
  private int spectrumH;
  private int block;

  /** Sizes for a network whose signals have words of so many bits. */
  CMemory(IntegerNetwork net, int wordBits) {
    this.wordBits = wordBits;
    NetworkSpec spec = net.network();
    for (int l = 0; l < spec.layers().size(); l++) {
      layer(net.layerAt(l));
    }
    if (spec.classes() > 0) {
      sums(0, net.logitFormat().width(), spec.classes());
    }
    for (CirculantSum s : net.circulants().values()) {
      block = Math.max(block, s.block());
      sums(2, s.accumulator().width(), s.block());
    }
    boolean oneHot = spec.input().kind() == InputSpec.Kind.ONE_HOT;
    boolean made = oneHot && net.layerAt(0).sums().inputTerm() != null;
    if (made || spec.input().kind() == InputSpec.Kind.EMBEDDING) {
      input = spec.input().size();
    }
  }

  private void layer(FixedLayer layer) {
    LayerPlan p = layer.plan();
    LayerSpec s = p.spec();
    LayerSums sums = layer.sums();
    state += (s.cell().isGru() ? 0 : s.hiddenSize()) + s.outputSize();
    sums(0, p.accumulator().width(), s.gateRows());
    if (p.reset() != null && p.reset().recurrentAccumulator() != null) {
      sums(1, p.reset().recurrentAccumulator().width(), s.hiddenSize());
    }
    if (s.projectionSize() > 0) {
      sums(0, p.projectionAccumulator().width(), s.projectionSize());
    }
    if (s.projectionSize() > 0 || p.reset() != null && p.reset().resetState() != null) {
      cells = Math.max(cells, s.hiddenSize());
    }
    spectrumX = Math.max(spectrumX, Math.max(words(sums.inputTerm()), words(sums.hiddenTerm())));
    spectrumH = Math.max(spectrumH, words(sums.stateTerm()));
  }

  private static int words(CirculantTerm t) {
    return t == null ? 0 : t.spectra().form().blockCols() * t.forward().points();
  }

  /** Room for so many accumulators: of gates and the like, of a GRU's product, of bins. */
  private void sums(int use, int bits, int rows) {
    int[] room = bits <= 32 ? narrow : wide;
    room[use] = Math.max(room[use], rows);
  }

  /** All members, none of length 0. */
  List<Member> members() {
    List<Member> all = new ArrayList<>();
    String[] names = {"sums", "recurrent", "bins"};
    String[] comments = {
      "sums of a layer's rows", "a GRU's recurrent sums", "spectral sums of a block row"
    };
    for (int width : new int[] {64, 32}) {
      for (int i = 0; i < names.length; i++) {
        int length = (width == 64 ? wide : narrow)[i];
        all.add(new Member(names[i] + width, width, length, comments[i]));
      }
    }
    all.add(new Member("state", wordBits, state, "what is carried from step to step"));
    all.add(new Member("input", wordBits, input, "the first layer's input"));
    all.add(new Member("cells", wordBits, cells, "between cells and a matrix"));
    all.add(new Member("spectrum_x", wordBits, spectrumX, "of inputs"));
    all.add(new Member("spectrum_h", wordBits, spectrumH, "of recurrent inputs"));
    all.add(new Member("block", wordBits, block, "a block row's products"));
    all.removeIf(m -> m.length() == 0);
    return all;
  }

  /** Words that are carried from step to step. */
  int stateWords() {
    return state;
  }

  /** Bytes of the C struct on a machine whose 64-bit integers are aligned to 8 bytes. */
  long bytes() {
    List<Member> all = members();
    long sum = all.stream().mapToLong(Member::bytes).sum();
    int align = all.stream().mapToInt(m -> m.bits() / 8).max().orElse(1);
    return (sum + align - 1) / align * align;
  }

  /** The struct's members in C. */
  String declarations(String word) {
    StringBuilder s = new StringBuilder();
    for (Member m : members()) {
      String type = m.isSigned() ? word : "uint" + m.bits() + "_t";
      s.append(
          String.format(
              Locale.ROOT, "    %s %s[%d]; /* %s */\n", type, m.name(), m.length(), m.comment()));
    }
    return s.toString();
  }

  /** Assignments that hand the members to the runtime; those that are missing are NULL. */
  String pointers() {
    StringBuilder s = new StringBuilder();
    List<String> present = members().stream().map(Member::name).toList();
    for (String name :
        List.of(
            "input",
            "cells",
            "spectrum_x",
            "spectrum_h",
            "block",
            "sums32",
            "sums64",
            "recurrent32",
            "recurrent64",
            "bins32",
            "bins64")) {
      s.append(
          String.format(
              Locale.ROOT,
              "    m.%s = %s;\n",
              name,
              present.contains(name) ? "s->" + name : "NULL"));
    }
    return s.toString();
  }
}
