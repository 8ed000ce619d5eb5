package org.lstmc.hwsim.hcgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;

class HcgsRefusalsTest {
  private static final HcgsAccelerator HCGS = new HcgsAccelerator();
  private static final ShapeRatios PAPER = HcgsEvidence.PAPER;

  @Test
  void isTheMachineOfItsScheme() {
    assertThat(Accelerators.defaultFor("hcgs").name()).isEqualTo("hcgs");
    assertThat(Accelerators.defaultFor("hcgs-guided").name()).isEqualTo("hcgs");
  }

  @Test
  void otherCellsAndMatrices() {
    assertThat(HCGS.whyNot(Workload.ofShape("gru:32,32", ShapeRatios.uniform(0), 1)).orElseThrow())
        .contains("layer 0 is gru");
    assertThat(
            HCGS.whyNot(Workload.ofShape("lstm:32,32,peep", ShapeRatios.uniform(0), 1))
                .orElseThrow())
        .contains("neither peepholes nor projections");
    assertThat(
            HCGS.whyNot(Workload.ofShape("lstm:32,32,p16", ShapeRatios.uniform(0), 1))
                .orElseThrow())
        .contains("neither peepholes nor projections");
    assertThat(HCGS.whyNot(Workload.ofShape("lstm:32,32", ShapeRatios.circulant(8), 1)))
        .isPresent();
    assertThat(HCGS.whyNot(Workload.ofShape("lstm:32,32", ShapeRatios.uniform(0.5), 1))).isEmpty();
    assertThatThrownBy(
            () ->
                HCGS.simulate(
                    Workload.ofShape("gru:32,32", ShapeRatios.uniform(0), 1),
                    MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("hcgs runs lstm layers alone");
  }

  /** Groups of cells have one size in a layer. */
  @Test
  void differentBlocksInOneLayer() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(8), 1, 8, 0, false), 1, 1);
    Model four = BlockModels.irregular(m, 4, 2, 0.5, 1);
    Model two = BlockModels.irregular(m, 2, 2, 0.5, 1);
    var mixed = new java.util.TreeMap<>(four.compression().matrices());
    mixed.put("layers.0.wh", two.compression().matrices().get("layers.0.wh"));
    Model both = four.withCompression(CompressionSpec.of(mixed), four.masks());
    assertThat(HCGS.whyNot(four)).isEmpty();
    assertThat(HCGS.whyNot(both).orElseThrow()).contains("blocks of 4 in Wx and of 2 in Wh");
  }

  @Test
  void aNetworkLargerThanTheChip() {
    Workload fits = Workload.ofShape("lstm:440,512x3", PAPER, 1);
    Workload fourth = Workload.ofShape("lstm:440,512x4", PAPER, 1);
    assertThat(HCGS.simulate(fits, MachineOptions.DEFAULT).cyclesPerStep()).isPositive();
    assertThatThrownBy(() -> HCGS.simulate(fourth, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("524288 stored weights need 393216 bytes")
        .hasMessageContaining("chip HCGS-65LP has 294912")
        .hasMessageContaining("--device FILE");
    Workload half =
        Workload.ofShape("lstm:512,512x3", ShapeRatios.hcgs(new BlockLevels(64, 8, 2, 4)), 1);
    assertThatThrownBy(() -> HCGS.simulate(half, MachineOptions.DEFAULT))
        .hasMessageContaining("need 589824 bytes");
  }

  @Test
  void settingsThatAreNone() {
    Workload w = Workload.ofShape("lstm:512,512", PAPER, 1);
    assertThatThrownBy(() -> HCGS.simulate(w, MachineOptions.DEFAULT.with("rx", 1)))
        .hasMessageContaining("hcgs has no setting 'rx'")
        .hasMessageContaining("macs");
    assertThatThrownBy(() -> HCGS.simulate(w, MachineOptions.DEFAULT.with("overheads", "few")))
        .hasMessageContaining("allowed are modelled and none");
    assertThatThrownBy(() -> HCGS.simulate(w, MachineOptions.DEFAULT.with("block2", 7)))
        .hasMessageContaining("must divide block1=64");
    assertThatThrownBy(() -> HCGS.simulate(w, MachineOptions.DEFAULT.withDevice("XCKU060")))
        .hasMessageContaining("chip 'XCKU060' is neither known nor a file");
  }
}
