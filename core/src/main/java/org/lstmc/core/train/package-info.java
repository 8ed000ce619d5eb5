/**
 * Training and float evaluation. {@link org.lstmc.core.train.Trainer} runs epochs over a data set
 * on a {@link org.lstmc.core.train.TrainingEngine}; the engine hides the tensor library, so nothing
 * outside its own package knows of one. Everything that decides a run (options, data, start
 * weights, mask schedule) is fingerprinted in its checkpoint, and a resumed run ends with the same
 * bytes as one that was never stopped.
 */
package org.lstmc.core.train;
