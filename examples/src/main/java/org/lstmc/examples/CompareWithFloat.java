package org.lstmc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

/**
 * Runs a stored float model over a sequence of vectors and compares its outputs with another
 * program's: {@code CompareWithFloat MODEL.json INPUTS.txt OUTPUTS.txt}. A line is a step, numbers
 * parted by blanks. Ends with an exception, hence code 1, if they differ by more than {@value
 * #ALLOWED}.
 */
public final class CompareWithFloat {
  /** Single precision leaves about 1e-7 a step; a mistaken gate is off by 1e-1. */
  static final double ALLOWED = 1e-5;

  private CompareWithFloat() {}

  /** The command line. */
  public static void main(String[] args) throws IOException {
    double difference = greatestDifference(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    System.out.printf(Locale.ROOT, "greatest difference %.1e%n", difference);
    if (!(difference <= ALLOWED)) {
      throw new IllegalStateException("the networks are not the same");
    }
  }

  /** The greatest difference of any output at any step. */
  static double greatestDifference(Path manifest, Path inputs, Path outputs) throws IOException {
    Model model = ManifestStore.read(manifest).model();
    List<double[]> expected = numbers(outputs);
    Sequence sequence = sequence(numbers(inputs));
    if (sequence.length() != expected.size() || expected.isEmpty()) {
      throw new IllegalArgumentException(
          sequence.length() + " steps of input, " + expected.size() + " of output");
    }
    FloatNetwork network = new FloatNetwork(model.network(), model.weights());
    FloatNetwork.State state = network.newState();
    double greatest = 0;
    for (int t = 0; t < sequence.length(); t++) {
      network.step(state, sequence, t, Probe.NONE);
      double[] logits = network.logits(state);
      if (logits.length != expected.get(t).length) {
        throw new IllegalArgumentException(
            logits.length + " outputs, expected " + expected.get(t).length);
      }
      for (int k = 0; k < logits.length; k++) {
        greatest = Math.max(greatest, Math.abs(logits[k] - expected.get(t)[k]));
      }
    }
    return greatest;
  }

  private static List<double[]> numbers(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> List.of(line.strip().split(" +")))
        .map(words -> words.stream().mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static Sequence sequence(List<double[]> steps) {
    int size = steps.get(0).length;
    float[] features = new float[steps.size() * size];
    for (int t = 0; t < steps.size(); t++) {
      for (int i = 0; i < size; i++) {
        features[t * size + i] = (float) steps.get(t)[i];
      }
    }
    return new Sequence(null, features, steps.size(), new int[0]);
  }
}
