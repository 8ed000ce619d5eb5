package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;

/** Workloads of networks over images, and who refuses them. */
class ForwardShapeTest {
  private static final String LENET = "28x28x1:32C5-MP2-64C5-MP2-512-10";

  static List<Accelerator> machines() {
    return Accelerators.all();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyMachineTakesOneKindOfNetworkAndSaysSo(Accelerator machine) {
    Workload images = Workload.ofShape(LENET, ShapeRatios.images(8), 1);
    Workload recurrent = Workload.ofShape("lstm:16,16", ShapeRatios.circulant(8), 1);
    Workload wrong = machine.runsImages() ? recurrent : images;
    String names = machine.runsImages() ? "e-rnn" : "--accelerator swm";
    assertThat(machine.whyNot(wrong)).hasValueSatisfying(w -> assertThat(w).contains(names));
    assertThatThrownBy(() -> machine.simulate(wrong, MachineOptions.DEFAULT))
        .isInstanceOfSatisfying(
            LstmcException.class,
            e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.UNSUPPORTED))
        .hasMessageContaining(names);
    assertThatThrownBy(() -> machine.trace(wrong, MachineOptions.DEFAULT, 1, null))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(names);
  }

  /** MACs and weights of LeNet, by hand. */
  @Test
  void workIsThatOfOneImage() {
    Workload w = Workload.ofShape(LENET, ShapeRatios.images(8), 3);
    long conv1 = 24 * 24 * 32 * 25;
    long conv2 = 8 * 8 * 64 * 25 * 32;
    long dense = 512 * 1024 + 10 * 512;
    assertThat(w.denseWeights()).isEqualTo(conv1 + conv2 + dense);
    assertThat(w.nonZeros()).isEqualTo(conv1 + conv2 + dense);
    assertThat(w.denseParameters()).isEqualTo(32 * 25 + 64 * 25 * 32 + dense);
    assertThat(w.steps()).isEqualTo(3);
    assertThat(w.layers()).isEmpty();
    assertThat(w.matrices()).extracting(MatrixWorkload::block).containsExactly(0, 8, 8, 0);
    assertThat(w.matrices()).extracting(MatrixWorkload::name).contains("forward.3.weight");
    assertThat(w.forward().get(3).input()).isEqualTo(new ImageShape(12, 12, 32));
    assertThat(w.forward().get(3).inputBits()).isEqualTo(12);
  }

  @Test
  void aDenseNetworkHasBlocksFromTheFirstLayerOn() {
    Workload w = Workload.ofShape("16x16x1:128-128-10", ShapeRatios.images(64), 1);
    assertThat(w.matrices()).extracting(MatrixWorkload::block).containsExactly(64, 64, 0);
    assertThat(w.matrices())
        .extracting(MatrixWorkload::storedWords)
        .containsExactly(512L, 256L, 1280L);
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatDoes() {
    refused(LENET, ShapeRatios.images(8, 8, 8, 0), "1 input and 32 output channels", "of 8");
    refused(LENET, ShapeRatios.images(0, 64, 8, 0), "layer 3", "32 input and 64 output");
    refused(LENET, ShapeRatios.images(8, 8), "2 block sizes for 4 matrices");
    refused(LENET, ShapeRatios.circulant(8), "--block-size");
    refused(LENET, ShapeRatios.uniform(0.5), "recurrent layers");
    refused("lstm:8,8", ShapeRatios.images(8), "--block-wx");
    refused("28x28:10", ShapeRatios.images(), "ROWSxCOLUMNSxCHANNELS");
    refused("28x28x1:10-MP2", ShapeRatios.images(), "ends with a dense layer");
    assertThatThrownBy(() -> ShapeRatios.images(6)).hasMessageContaining("power of two");
  }

  private static void refused(String shape, ShapeRatios r, String... says) {
    assertThatThrownBy(() -> Workload.ofShape(shape, r, 1))
        .isInstanceOfSatisfying(
            LstmcException.class, e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.USAGE))
        .hasMessageContainingAll(says);
  }
}
