package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;

/** How a step of a sequence becomes a raw input vector. */
final class InputWords {
  private final InputSpec spec;
  private final FixedFormat format;
  private final FixedMatrix table;
  private final QuantizationSpec quantization;

  /**
   * Inputs of a network.
   *
   * @param format of the input vector
   * @param table the embedding; null without
   */
  InputWords(InputSpec spec, FixedFormat format, FixedMatrix table, QuantizationSpec quantization) {
    this.spec = spec;
    this.format = format;
    this.table = table;
    this.quantization = quantization;
  }

  /** Fills in the raw input vector of a step of a sequence. */
  void step(Sequence s, int t, long[] x, EventCounts events) {
    if (spec.isTokens() == (s.tokens() == null)) {
      throw LstmcException.badInput(
          "the network reads %s, the data are %s",
          spec.isTokens() ? "tokens" : "feature vectors",
          s.tokens() == null ? "feature vectors" : "tokens");
    }
    if (s.tokens() != null) {
      token(s.tokens()[t], x, events);
    } else {
      features(s.frame(t, x.length), 0, x, events);
    }
  }

  /** Fills in the raw input vector of a token. */
  void token(int token, long[] x, EventCounts events) {
    if (!spec.isTokens() || token < 0 || token >= spec.vocabulary()) {
      throw LstmcException.badInput(
          "token %d: the network reads %s",
          token, spec.isTokens() ? "tokens 0 to " + (spec.vocabulary() - 1) : "feature vectors");
    }
    if (spec.kind() == InputSpec.Kind.ONE_HOT) {
      Arrays.fill(x, 0);
      x[token] = FixedArithmetic.fromDouble(1.0, format);
      events.count(0, EventCounts.INPUT, FixedArithmetic.clips(1.0, format));
      return;
    }
    Rounder rounder = new Rounder(table.format().fractionBits(), format, quantization);
    int at = table.rowStart(token);
    for (int k = 0; k < x.length; k++) {
      long raw = table.raw(at + k);
      x[k] = rounder.apply(raw);
      events.count(0, EventCounts.INPUT, rounder.overflows(raw));
    }
  }

  /** Fills in the raw input vector of the features that start at an offset. */
  void features(float[] features, int offset, long[] x, EventCounts events) {
    if (spec.isTokens() || features.length < offset + x.length) {
      throw LstmcException.badInput(
          "features: the network reads %s",
          spec.isTokens() ? "tokens" : "vectors of " + x.length + " values");
    }
    for (int k = 0; k < x.length; k++) {
      float v = features[offset + k];
      x[k] = FixedArithmetic.fromDouble(v, format);
      events.count(0, EventCounts.INPUT, FixedArithmetic.clips(v, format));
    }
  }
}
