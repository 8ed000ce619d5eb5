package org.lstmc.hwsim.fdht;

import java.util.List;
import org.lstmc.hwsim.parts.tensor.TensorAccelerator;

/**
 * The FDHT-LSTM engine (arXiv 2212.02046): contraction chains of hierarchical Tucker networks with
 * transforms without access conflicts. Of its array and memories nothing could be read; they are
 * TIE's here, with one thing more: as the products of a hierarchical Tucker network often have few
 * rows, an element may hold up to four columns of fewer rows.
 */
public final class FdhtAccelerator extends TensorAccelerator {
  private static final int SPLIT = 4;

  /** An element holds up to four columns. */
  public FdhtAccelerator() {
    super(SPLIT);
  }

  @Override
  public String name() {
    return "fdht";
  }

  @Override
  public String citation() {
    return "Yin, Gong, Huang, Deng, Sui, Liao, Liu, Wang, Yuan: Algorithm and hardware co-design of"
        + " energy-efficient LSTM networks for video recognition with hierarchical Tucker tensor"
        + " decomposition. IEEE Trans. Computers 2022, arXiv 2212.02046";
  }

  @Override
  public String defaultDevice() {
    return "FDHT-28";
  }

  @Override
  protected List<String> notes() {
    return List.of(
        "The engine's array, memories and order are not published: they are TIE's here; columns that"
            + " share an element (--set split=1 turns it off) are ours.");
  }
}
