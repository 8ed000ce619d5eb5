package org.lstmc.core.compress.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.kernel.ContractionKernel;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;

/** Expansion against the definition, products along any order against the expansion. */
class TensorProductTest {
  @Property(tries = 100)
  void expansionIsTheSumOverAllRanks(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    Map<String, Tensor> factors = RandomForms.factors(form, random);
    int rows = 1 + random.nextInt(form.rows());
    int cols = 1 + random.nextInt(form.columns());
    Tensor matrix = TensorExpansion.matrix(form, factors, rows, cols);
    NaiveEntry entry = new NaiveEntry(form, factors);
    NaiveEntry size = new NaiveEntry(form, absolute(factors));
    for (int probe = 0; probe < 5; probe++) {
      int r = random.nextInt(rows);
      int c = random.nextInt(cols);
      assertThat((double) matrix.at(r, c))
          .isCloseTo(entry.at(r, c), within(1e-6 * size.at(r, c) + 1e-30));
    }
  }

  @Property(tries = 150)
  void productAlongAnyOrderIsTheExpansionTimesTheVector(@ForAll long seed) {
    Random random = new Random(seed);
    TensorForm form = RandomForms.draw(random);
    check(form, random, 1 + random.nextInt(40), ContractionKernel.best());
    check(form, random, 1 + random.nextInt(3), ContractionKernel.scalar());
  }

  private static void check(TensorForm form, Random random, int batch, ContractionKernel kernel) {
    Map<String, Tensor> factors = RandomForms.factors(form, random);
    int rows = 1 + random.nextInt(form.rows());
    int cols = 1 + random.nextInt(form.columns());
    float[] x = new float[batch * cols];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    ContractionPlan plan = ContractionPlan.of(form, RandomForms.order(form, random));
    float[] y = new float[batch * rows];
    TensorProduct product = new TensorProduct(plan, factors, batch, kernel);
    product.multiply(new float[batch * form.columns()], y);
    product.multiply(x, y);
    Tensor matrix = TensorExpansion.matrix(form, factors, rows, cols);
    Tensor sizes = TensorExpansion.matrix(form, absolute(factors), rows, cols);
    for (int b = 0; b < batch; b++) {
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        double size = 0;
        for (int c = 0; c < cols; c++) {
          sum += (double) matrix.at(r, c) * x[b * cols + c];
          size += (double) sizes.at(r, c) * Math.abs(x[b * cols + c]);
        }
        assertThat((double) y[b * rows + r]).isCloseTo(sum, within(1e-5 * size + 1e-30));
      }
    }
  }

  /** Sizes of the terms that a sum may cancel. */
  private static Map<String, Tensor> absolute(Map<String, Tensor> factors) {
    Map<String, Tensor> sizes = new HashMap<>();
    factors.forEach(
        (name, factor) -> {
          float[] data = factor.data().clone();
          for (int i = 0; i < data.length; i++) {
            data[i] = Math.abs(data[i]);
          }
          sizes.put(name, new Tensor(factor.shape(), data));
        });
    return sizes;
  }

  @Test
  void bothKernelsGiveTheSameBits() {
    Random random = new Random(7);
    Map<String, Tensor> factors = RandomForms.factors(PublishedForms.HT_UCF11, random);
    ContractionPlan plan = ContractionOrders.cheapest(PublishedForms.HT_UCF11);
    for (int batch : new int[] {1, 16}) {
      float[] x = new float[batch * 57_600];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat();
      }
      float[] best = new float[batch * 1024];
      float[] plain = new float[batch * 1024];
      new TensorProduct(plan, factors, batch).multiply(x, best);
      new TensorProduct(plan, factors, batch, ContractionKernel.scalar()).multiply(x, plain);
      assertThat(best).isEqualTo(plain);
    }
  }

  @Test
  void initialFactorsGiveTheMatrixItsStandardDeviation() {
    Random random = new Random(3);
    double wanted = 0.02;
    for (TensorForm form : new TensorForm[] {smallTrain(), smallTucker()}) {
      double deviation = FactorScale.initialStandardDeviation(form, wanted);
      double sum = 0;
      int draws = 20;
      for (int draw = 0; draw < draws; draw++) {
        Map<String, Tensor> factors = RandomForms.factors(form, random);
        for (Tensor factor : factors.values()) {
          for (int i = 0; i < factor.data().length; i++) {
            factor.data()[i] *= (float) deviation;
          }
        }
        Tensor matrix = TensorExpansion.matrix(form, factors, 256, 256);
        for (float value : matrix.data()) {
          sum += (double) value * value;
        }
      }
      assertThat(Math.sqrt(sum / (draws * 256 * 256))).isCloseTo(wanted, within(0.25 * wanted));
    }
  }

  private static TensorForm smallTrain() {
    return PublishedForms.train(java.util.List.of(8, 8, 4), java.util.List.of(8, 8, 4), 4);
  }

  private static TensorForm smallTucker() {
    return new TensorForm(
        TensorForm.Format.HT,
        java.util.List.of(8, 8, 4),
        java.util.List.of(8, 8, 4),
        "((1,2),3)",
        java.util.List.of(4, 4, 5, 5),
        false,
        java.util.List.of());
  }

  @Test
  void factorsOfAnotherShapeAreRefused() {
    Map<String, Tensor> factors = RandomForms.factors(smallTucker(), new Random(1));
    factors.put("leaf3", Tensor.zeros(4, 4, 4));
    assertThatThrownBy(() -> TensorExpansion.matrix(smallTucker(), factors, 4, 4))
        .isInstanceOf(LstmcException.class)
        .hasMessage("factor leaf3: found [4, 4, 4], its form needs [4, 4, 5]");
  }
}
