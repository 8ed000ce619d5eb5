package org.lstmc.core.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.compress.Projector;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.explore.DesignPoint;
import org.lstmc.core.explore.Trial;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * The trials of an exploration with real training. Every finished one stays in the folder under a
 * name that its settings decide, so that neither a killed exploration nor one with another budget
 * or bound trains it again; one that was interrupted goes on from its checkpoint.
 */
public final class ExploreTrials implements Trial {
  /** How a network becomes block-circulant. */
  public enum Method {
    /** Drawn into the structure while it goes on learning ({@link AdmmRun}). */
    ADMM,
    /** Trained in the structure from new weights. */
    DIRECT,
    /** Projected at once, then retrained in the structure ({@link ProjectionRun}). */
    HARD;

    /** The name on the command line. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * How trials are trained.
   *
   * @param base the dense network
   * @param given the trained dense model; null to train one
   * @param method how it becomes block-circulant
   * @param training of dense networks and of direct training
   * @param retraining of the other methods
   * @param admm the ADMM phase, which is part of {@code retraining}'s epochs
   */
  public record Setup(
      NetworkSpec base,
      Model given,
      Method method,
      TrainOptions training,
      TrainOptions retraining,
      AdmmOptions admm) {
    /** Checks that ADMM leaves epochs to retraining, before hours of dense training. */
    public Setup {
      if (method == Method.ADMM && admm.epochs() >= retraining.epochs()) {
        throw LstmcException.usage(
            "ADMM: its %d epochs leave none of the %d epochs to retraining",
            admm.epochs(), retraining.epochs());
      }
    }

    /** ADMM's options without penalties of matrices that a point leaves dense or has not. */
    private AdmmOptions admm(Set<String> matrices) {
      Map<String, Double> rhoOf = new TreeMap<>(admm.rhoOf());
      rhoOf.keySet().retainAll(matrices);
      return admm.withRhoOf(rhoOf);
    }
  }

  /** Who watches a training, and keeps its state. */
  @FunctionalInterface
  public interface Setting {
    /**
     * Completes a trainer with checkpoint, listener and interruption.
     *
     * @param trainer to complete
     * @param label of the training, for people
     * @param checkpoint folder for its state
     */
    Trainer complete(Trainer trainer, String label, Path checkpoint);
  }

  private final Setup setup;
  private final Dataset data;
  private final TrialCache cache;
  private final Setting setting;
  private final String dataHash;

  /**
   * Trials to run.
   *
   * @param setup how
   * @param data to train on; its validation split decides
   * @param folder of finished trials and of the state of the one in progress
   * @param setting who watches
   */
  public ExploreTrials(Setup setup, Dataset data, Path folder, Setting setting) {
    this.setup = setup;
    this.data = data;
    this.cache = new TrialCache(folder);
    this.setting = setting;
    this.dataHash = new Fingerprint().add(data.train()).add(data.valid()).hex();
  }

  @Override
  public Outcome run(DesignPoint point) {
    if (given(point)) {
      return new Outcome(scoreOfGiven(), 0);
    }
    DesignPoint dense = DesignPoint.dense(point.cell());
    // The dense network of another cell is no trial of its own, so its epochs are this one's.
    boolean startsFromOther = !fresh(point) && point.cell() != baseCell();
    int before = startsFromOther ? finished(dense).epochs() : 0;
    TrialCache.Finished done = finished(point);
    return new Outcome(done.score(), before + done.epochs());
  }

  /** The float model of a point; trained now where it was not before. */
  public Model model(DesignPoint point) {
    if (given(point)) {
      return setup.given();
    }
    Model trained = plain(point).withWeights(finished(point).weights());
    return Projector.describe(trained, point.structures(setup.base()));
  }

  private TrialCache.Finished finished(DesignPoint point) {
    DesignPoint dense = DesignPoint.dense(point.cell());
    Map<String, Tensor> start =
        fresh(point) ? null : given(dense) ? setup.given().weights() : finished(dense).weights();
    TrialCache.Entry entry = cache.entry(point.key(), settings(point, start));
    return entry.finished().orElseGet(() -> entry.keep(train(point, start, entry.run())));
  }

  private boolean fresh(DesignPoint point) {
    return point.isDense() || setup.method() == Method.DIRECT;
  }

  private double scoreOfGiven() {
    Model m = setup.given();
    return FloatEvaluator.evaluate(
            m.network(), m.weights(), data.valid(), data.task(), setup.training().threads())
        .metric(data.task().kind());
  }

  // A block-circulant network that does not learn is a finding; a dense one that does not, a
  // failure.
  private TrialCache.Finished train(DesignPoint point, Map<String, Tensor> start, Path state) {
    try {
      return learn(point, start, state);
    } catch (LstmcException e) {
      if (e.kind() != LstmcException.Kind.CHECK_FAILED || point.isDense()) {
        throw e;
      }
      return new TrialCache.Finished(Double.NaN, 0, Map.of());
    }
  }

  private TrialCache.Finished learn(DesignPoint point, Map<String, Tensor> start, Path state) {
    Map<String, Structure> structures = point.structures(setup.base());
    Model plain = plain(point);
    PhaseSetting phases =
        (trainer, phase) ->
            setting.complete(trainer, point.label() + " " + phase, state.resolve(phase));
    if (start == null) {
      TrainedForms forms = TrainedForms.of(plain.network(), structures);
      TrainResult r =
          phases
              .complete(new Trainer(plain.network(), data, setup.training()), "train")
              .forms(forms)
              .run(Trainer.initialWeights(plain.network(), setup.training(), forms));
      return finished(r, 0);
    }
    if (setup.method() == Method.HARD) {
      return finished(
          new ProjectionRun(structures, setup.retraining())
              .run(plain, start, data, phases)
              .training(),
          0);
    }
    StructuredOutcome out =
        new AdmmRun(structures, setup.admm(structures.keySet()), setup.retraining())
            .run(plain, start, data, phases);
    return finished(out.training(), out.admm().curve().size());
  }

  private static TrialCache.Finished finished(TrainResult r, int before) {
    double score = r.curve().get(r.bestEpoch() - 1).validMetric();
    return new TrialCache.Finished(score, before + r.curve().size(), r.weights());
  }

  private boolean given(DesignPoint point) {
    return setup.given() != null && point.isDense() && point.cell() == baseCell();
  }

  private CellType baseCell() {
    return setup.base().layers().get(0).cell();
  }

  private Model plain(DesignPoint point) {
    return new Model(
        point.network(setup.base()),
        data.task(),
        Map.of(),
        Map.of(),
        CompressionSpec.DENSE,
        null,
        null,
        List.of());
  }

  /** All that decides the result of a training. */
  private Map<String, String> settings(DesignPoint point, Map<String, Tensor> start) {
    Map<String, String> s = new TreeMap<>();
    s.put("network", point.network(setup.base()).named("").toString());
    s.put("structures", new TreeMap<>(ids(point)).toString());
    s.put("data", dataHash);
    s.put("task", data.task().kind() + " " + data.task().scoredAs());
    s.put("version", ToolVersion.get());
    if (start == null) {
      s.put("options", setup.training().toString());
      return s;
    }
    s.put("method", setup.method().label());
    s.put("options", setup.retraining().toString());
    s.put("start", new Fingerprint().add(start).hex());
    if (setup.method() == Method.ADMM) {
      s.put("admm", setup.admm().toString());
    }
    return s;
  }

  private Map<String, String> ids(DesignPoint point) {
    Map<String, String> ids = new LinkedHashMap<>();
    point.structures(setup.base()).forEach((name, structure) -> ids.put(name, structure.id()));
    return ids;
  }

  /** Discards all that earlier explorations left in a folder. */
  public static void discard(Path folder) {
    if (Files.exists(folder)) {
      TrialCache.remove(folder);
    }
  }
}
