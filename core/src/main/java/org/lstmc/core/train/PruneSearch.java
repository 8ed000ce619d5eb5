package org.lstmc.core.train;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.search.DualRatioSearch;
import org.lstmc.core.compress.search.SearchOptions;
import org.lstmc.core.compress.search.SearchResult;
import org.lstmc.core.compress.search.SearchTrial;
import org.lstmc.core.compress.search.Trial;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * The dual-ratio search with real training in its trials. Every finished trial leaves its score and
 * its shadow weights in the folder, so that a killed search goes on from the trial it was in.
 *
 * @param pattern pattern and parameters; its ratios are not used
 * @param search what to search, within what budget
 * @param retraining options of a trial; its epochs are the search's
 * @param folder state of the search
 */
public record PruneSearch(
    PrunePlanOptions pattern, SearchOptions search, TrainOptions retraining, Path folder) {

  /** Hears of every trial. */
  public interface Listener {
    /** A trial begins; gives checkpoint, listener and interruption of its training. */
    PruneRun.Setting trial(double ratioWx, double ratioWh, Path checkpoint);

    /** A trial is done, or was found done. */
    void finished(SearchTrial trial);
  }

  /** Where it led. */
  public record Outcome(SearchResult result, Map<String, Tensor> shadow) {}

  /** Refuses a network without the two kinds of matrices whose ratios are searched. */
  public static void check(NetworkSpec network) {
    network.requireRecurrent(
        "the search of two ratios, of Wx and of Wh,",
        "give ratios, such as --ratio-all or --ratio");
  }

  /** Searches from a dense model. */
  public Outcome run(Model model, Dataset data, Listener listener) {
    check(model.network());
    checkFingerprint(model, data);
    Map<String, Double> finished = readScores();
    Trial trial =
        (wx, wh, from) -> {
          String key = fileKey(SearchTrial.key(wx, wh, from));
          TrainOptions o =
              epochs(from.equals(Trial.DENSE) ? search.rampEpochs() : search.trialEpochs());
          PruneRun run = new PruneRun(plan(model, wx, wh), SparsitySchedule.ONE_SHOT, 0, o);
          Map<String, Tensor> start =
              from.equals(Trial.DENSE) ? model.weights() : readShadow(model, from);
          PruneRun.Outcome out =
              run.run(model, start, data, listener.trial(wx, wh, folder.resolve("run-" + key)));
          double score = score(out.training());
          Safetensors.write(
              folder.resolve("shadow-" + key + ".safetensors"), out.training().shadow(), Map.of());
          return score;
        };
    SearchResult result =
        DualRatioSearch.run(
            model.network(),
            search,
            finished,
            trial,
            t -> {
              finished.put(t.key(), t.score());
              AtomicFile.write(folder.resolve("scores.json"), ManifestJson.bytes(finished));
              listener.finished(t);
            });
    return new Outcome(result, readShadow(model, result.best().key()));
  }

  /** The plan at two ratios. */
  public PrunePlan plan(Model model, double wx, double wh) {
    return new PrunePlanOptions(pattern.pattern(), pattern.parameters(), wx, wh, null, Map.of())
        .plan(model.network());
  }

  // Scores of another model, of other data or options must not pass for this search's own.
  private void checkFingerprint(Model model, Dataset data) {
    String now =
        new Fingerprint()
            .add(pattern.toString())
            .add(search.toString())
            .add(retraining.toString())
            .add(model.weights())
            .add(data.train())
            .add(data.valid())
            .hex();
    Path file = folder.resolve("fingerprint");
    try {
      if (Files.exists(file) && !Files.readString(file).equals(now)) {
        throw LstmcException.badInput(
            "%s: an interrupted search with other options, data or weights is here; give its"
                + " command again to finish it, or --restart to discard it",
            folder);
      }
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
    AtomicFile.write(file, now.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static double score(TrainResult r) {
    return r.curve().get(r.bestEpoch() - 1).validMetric();
  }

  private static String fileKey(String trialKey) {
    return trialKey.replace('/', '_');
  }

  private TrainOptions epochs(int n) {
    TrainOptions o = retraining;
    return new TrainOptions(
        o.optimizer(),
        o.learningRate(),
        o.learningRateDecay(),
        o.decayAfter(),
        Math.max(1, n),
        o.batchSize(),
        o.bptt(),
        o.clipNorm(),
        o.dropout(),
        o.initScale(),
        o.forgetBias(),
        0,
        o.seed(),
        o.threads(),
        o.augment());
  }

  private Map<String, Double> readScores() {
    Path file = folder.resolve("scores.json");
    try {
      return Files.exists(file)
          ? ManifestJson.MAPPER.readValue(
              Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Double>>() {})
          : new LinkedHashMap<>();
    } catch (IOException e) {
      throw LstmcException.badInput(
          "%s: cannot read the state of the search: %s; begin anew with --restart",
          file, e.getMessage(), e);
    }
  }

  private Map<String, Tensor> readShadow(Model model, String key) {
    Path file = folder.resolve("shadow-" + fileKey(key) + ".safetensors");
    Safetensors.Content content = Safetensors.read(file);
    Map<String, Tensor> shadow = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      shadow.put(name, content.require(file, name).toTensor(file + ": '" + name + "'"));
    }
    return shadow;
  }
}
