package org.lstmc.cli.command;

import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Score;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.FloatEvaluator;

/** A step that gives matrices a structure; its result is a float model, scored as compressed. */
abstract class CompressStep extends ModelStep {
  /** The model's data, or a refusal that says what needs them and what does not. */
  Dataset dataset(StoredModel stored, String purpose, String otherwise) {
    if (stored.model().task() == null) {
      throw LstmcException.usage(
          "%s: the model knows no data, which %s needs; import it with --data, or %s",
          stored.path(), purpose, otherwise);
    }
    return lstmc.session().dataset(stored, outcome.dataPath);
  }

  /** The model without number formats and without figures that held for the former weights. */
  static Model unscored(Model m) {
    Metrics f = m.metrics();
    return m.withQuantization(null)
        .withMetrics(
            f == null
                ? null
                : new Metrics(
                    f.metric(), f.split(), f.examples(), f.dense(), null, null, f.bestPossible()));
  }

  @Override
  Model score(Model m, Dataset data) {
    Score s = FloatEvaluator.evaluate(m.network(), m.weights(), data.test(), m.task(), run.threads);
    Double dense = m.metrics() == null ? null : m.metrics().dense();
    return m.withMetrics(metrics(m, data, s.count(), dense, s.metric(m.task().kind()), null));
  }
}
