package org.lstmc.core.export.c;

import java.util.Locale;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.NumberContract;
import org.lstmc.core.quantize.datapath.IntegerNetwork;

/** The public header of an exported model. */
final class CHeader {
  private static final int MOST_LISTED = 64;

  private final Model model;
  private final IntegerNetwork net;
  private final String name;
  private final String upper;

  CHeader(Model model, IntegerNetwork net, String name) {
    this.model = model;
    this.net = net;
    this.name = name;
    this.upper = name.toUpperCase(Locale.ROOT);
  }

  /** The text. */
  String text(CMemory memory, int wordBits) {
    NetworkSpec n = net.network();
    StringBuilder b = new StringBuilder();
    b.append(
        String.format(
            Locale.ROOT,
            "/*\n * Network '%s' (%s, %d layer%s) in integers, by lstmc. One step:\n *\n%s */\n",
            n.name().replace("*/", "* /"),
            n.cellLabel(),
            n.layers().size(),
            n.layers().size() == 1 ? "" : "s",
            usage()));
    b.append("#ifndef ").append(upper).append("_H\n#define ").append(upper).append("_H\n\n");
    b.append("#include <stdint.h>\n\n");
    b.append("/* The number contract (docs/arithmetic.md of lstmc) that all results follow. */\n");
    define(b, "CONTRACT", NumberContract.VERSION);
    define(b, "CONTRACT_SHA256", "\"" + NumberContract.sha256() + "\"");
    b.append('\n');
    b.append("typedef int").append(wordBits).append("_t ").append(name).append("_word;\n\n");
    input(b);
    output(b);
    b.append("/* All that the network needs in RAM; nothing else is kept between steps. */\n");
    b.append("typedef struct {\n").append(memory.declarations(name + "_word"));
    b.append("} ").append(name).append("_state;\n\n");
    functions(b);
    return b.append("#endif\n").toString();
  }

  private String usage() {
    boolean tokens = net.network().input().isTokens();
    String read = net.network().classes() > 0 ? "logits(&s, logits)" : "output(&s)";
    return " *     static "
        + name
        + "_state s;\n *     "
        + name
        + "_start(&s);\n *     "
        + name
        + (tokens ? "_step(&s, token);\n" : "_step(&s, x);\n")
        + " *     "
        + name
        + "_"
        + read
        + ";\n";
  }

  private void define(StringBuilder b, String what, Object value) {
    b.append("#define ").append(upper).append('_').append(what).append(' ').append(value);
    b.append('\n');
  }

  private void input(StringBuilder b) {
    InputSpec in = net.network().input();
    if (in.isTokens()) {
      b.append("/* A step reads a token, 0 to TOKENS - 1. */\n");
      define(b, "TOKENS", in.vocabulary());
      b.append('\n');
      return;
    }
    FixedFormat f = net.layerAt(0).plan().input();
    b.append("/* A step reads raw integers: floor(v * 2^FRACTION + 1/2), held in LEAST to MOST");
    if (model.task() != null && model.task().featureMean() != null) {
      b.append(",\n * of features that are normalised: v = (feature - mean) / deviation");
      listed(b, "mean", model.task().featureMean());
      listed(b, "deviation", model.task().featureStd());
    }
    b.append(". */\n");
    define(b, "INPUTS", in.size());
    define(b, "INPUT_FRACTION", bracketed(f.fractionBits()));
    define(b, "INPUT_LEAST", bracketed(f.minRaw()));
    define(b, "INPUT_MOST", f.maxRaw());
    b.append('\n');
  }

  private static void listed(StringBuilder b, String what, float[] values) {
    if (values.length > MOST_LISTED) {
      b.append(";\n * ").append(what).append(": see the model's manifest");
      return;
    }
    b.append(";\n * ").append(what);
    for (int i = 0; i < values.length; i++) {
      b.append(i > 0 && i % 8 == 0 ? "\n *     " : " ").append(values[i]);
    }
  }

  private static String bracketed(long v) {
    return v < 0 ? "(" + CTables.literal(v) + ")" : CTables.literal(v);
  }

  private void output(StringBuilder b) {
    NetworkSpec n = net.network();
    int last = n.layers().size() - 1;
    b.append("/* The last layer's output: value = raw / 2^FRACTION. */\n");
    define(b, "OUTPUTS", n.layers().get(last).outputSize());
    define(b, "OUTPUT_FRACTION", bracketed(net.layerAt(last).plan().state().fractionBits()));
    if (n.classes() > 0) {
      b.append("\n/* Logits: value = raw / 2^FRACTION. */\n");
      define(b, "CLASSES", n.classes());
      define(b, "LOGIT_FRACTION", bracketed(net.logitFormat().fractionBits()));
      b.append("typedef int").append(logitBits()).append("_t ").append(name).append("_logit;\n");
    }
    b.append('\n');
  }

  /** Bits of the type of a logit. */
  int logitBits() {
    return net.logitFormat().width() <= 32 ? 32 : 64;
  }

  private void functions(StringBuilder b) {
    String state = name + "_state *s";
    b.append("/* Begins a sequence: everything that is remembered becomes zero. */\n");
    b.append("void ").append(name).append("_start(").append(state).append(");\n\n");
    if (net.network().input().isTokens()) {
      b.append("/* One step. 0; or -1, and nothing is done, where there is no such token. */\n");
      b.append("int ").append(name).append("_step(").append(state).append(", uint32_t token);\n\n");
    } else {
      b.append("/* One step on INPUTS raw integers. */\n");
      b.append("void ").append(name).append("_step(").append(state);
      b.append(", const ").append(name).append("_word *x);\n\n");
    }
    b.append("/* The last layer's output, OUTPUTS raw integers, until the next step. */\n");
    b.append("const ").append(name).append("_word *").append(name).append("_output(const ");
    b.append(state).append(");\n\n");
    if (net.network().classes() > 0) {
      b.append("/* The CLASSES logits of the last step; needed only where they are read. */\n");
      b.append("void ").append(name).append("_logits(").append(state).append(", ");
      b.append(name).append("_logit *logits);\n\n");
    }
  }
}
